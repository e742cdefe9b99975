import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { parseEsdbAddress } from '../../src/eventstore/esdb-address.ts';
import { aFolder } from '../support/folders.ts';
import { composed, contentOf, faultsOf, interpolated, type Composed, type Service } from './composed.ts';

const PASSWORD = 'letters4and5digits';
const ENV = { KURRENTDB_ADMIN_PASSWORD: PASSWORD };
const SINGLE = composed('docker-compose.yml', ENV);
const CLUSTER = composed('docker-compose.cluster.yml', ENV);
const FILES: [string, Composed][] = [
  ['docker-compose.yml', SINGLE],
  ['docker-compose.cluster.yml', CLUSTER],
];
const SERVICES = FILES.flatMap(([file, { services }]) =>
  Object.entries(services).map(([name, service]) => [`${name} of ${file}`, service] as const),
);
const SERVERS = SERVICES.filter(([, { build }]) => build !== undefined);

/** A certificate that stands for the one that is mounted. */
const AUTHORITY = join(import.meta.dirname, '..', 'support', 'esdb-double', 'tls', 'ca.pem');

/** The service of this name. */
function serviceOf({ services }: Composed, name: string): Service {
  const found = services[name];
  if (found === undefined) throw new Error(`no service ${name}`);
  return found;
}

describe('the words that stand for variables', () => {
  it.each([
    ['${A}', { A: 'one' }, 'one'],
    ['${A}', {}, ''],
    ['${A:-two}', {}, 'two'],
    ['${A:-two}', { A: '' }, 'two'],
    ['${A:-${B:-three}}!', {}, 'three!'],
    ['${A:-${B}}', { B: 'four' }, 'four'],
    ['$$i', {}, '$i'],
  ])('%s with %o is %s', (text, env, value) => {
    expect(interpolated(text, env)).toBe(value);
  });

  it('are refused where they have no value and need one, or are none', () => {
    expect(() => interpolated('${A:?set it}', {})).toThrow('A: set it');
    expect(() => interpolated('a $b', {})).toThrow(SyntaxError);
  });
});

describe.each(FILES)('%s', (file, { services, volumes, networks }) => {
  it('is what the Compose Specification calls a Compose file', () => {
    expect(faultsOf(contentOf(file))).toStrictEqual([]);
  });

  it('waits for services that are there, and for health where there is a check', () => {
    const waits = Object.values(services).flatMap((service) => Object.entries(service.depends_on));
    expect(waits.length).toBeGreaterThan(0);
    const wrong = waits.filter(([name, { condition }]) => {
      const checked = services[name]?.healthcheck !== undefined;
      const once = services[name]?.restart === 'no';
      return (
        condition !== (once ? 'service_completed_successfully' : checked ? 'service_healthy' : 'nothing')
      );
    });
    expect(wrong).toStrictEqual([]);
  });

  it('declares every volume and network that it uses, and uses each', () => {
    const used = Object.values(services).flatMap((service) =>
      service.volumes.map((volume) => volume.split(':')[0]),
    );
    expect(new Set(used)).toStrictEqual(new Set(Object.keys(volumes)));
    const joined = Object.values(services).flatMap((service) => Object.keys(service.networks));
    expect(new Set(joined)).toStrictEqual(new Set(Object.keys(networks)));
  });

  it('publishes ports on loopback alone, each once', () => {
    const ports = Object.values(services).flatMap((service) => service.ports);
    expect(ports.filter((port) => !/^127\.0\.0\.1:\d+:\d+$/.test(port))).toStrictEqual([]);
    const hosts = ports.map((port) => port.split(':')[1]);
    expect(hosts).toStrictEqual([...new Set(hosts)]);
  });
});

describe('a mistake in a file', () => {
  it.each([
    ['a key that there isn’t', { services: { a: { image: 'b', port: ['1:1'] } } }],
    [
      'a condition that there isn’t',
      { services: { a: { image: 'b', depends_on: { c: { condition: 'ready' } } } } },
    ],
    ['a list where a map must be', { services: [{ image: 'b' }] }],
  ])('is found: %s', (_name, content) => {
    expect(faultsOf(content)).not.toStrictEqual([]);
  });
});

describe('each service', () => {
  it.each(SERVICES)('%s names one version of its image', (_name, { image }) => {
    expect(image).toMatch(/:(?:\d+\.\d+\.\d+|local)$/);
  });

  it.each(SERVICES)('%s has a health check, or runs once and ends', (_name, { healthcheck, restart }) => {
    expect([healthcheck !== undefined, restart]).toStrictEqual(
      restart === 'no' ? [false, 'no'] : [true, 'unless-stopped'],
    );
  });

  it.each(SERVICES)('%s has no rights beyond its user’s', (_name, { cap_drop, security_opt }) => {
    expect([cap_drop, security_opt]).toStrictEqual([['ALL'], ['no-new-privileges:true']]);
  });
});

describe('each Termline server', () => {
  it('is found: one over one node, two over three', () => {
    expect(SERVERS.map(([name]) => name)).toStrictEqual([
      'termline of docker-compose.yml',
      'termline1 of docker-compose.cluster.yml',
      'termline2 of docker-compose.cluster.yml',
    ]);
  });

  it.each(SERVERS)('%s is given settings that the program knows, and takes', (_name, { environment }) => {
    const known = new Set(Object.keys(readConfig({})));
    expect(Object.keys(environment).filter((name) => !known.has(name))).toStrictEqual([]);
    const { HOST, PORT, ADMIN_TOKEN_SHA256 } = readConfig(environment);
    expect([HOST, PORT, ADMIN_TOKEN_SHA256.size]).toStrictEqual(['0.0.0.0', 3000, 0]);
  });

  it.each(FILES)('of %s gets the writers’ tokens from outside', (file) => {
    const tokens = `desk:${'ab'.repeat(32)}`;
    const { services } = composed(file, { ...ENV, ADMIN_TOKEN_SHA256: tokens });
    for (const { build, environment } of Object.values(services)) {
      if (build !== undefined) expect(readConfig(environment).ADMIN_TOKEN_SHA256.size).toBe(1);
    }
  });

  it.each(SERVERS)('%s is published at the port on which it listens', (_name, { ports, environment }) => {
    expect(ports.map((port) => port.split(':')[2])).toStrictEqual([environment['PORT']]);
  });

  it.each(SERVERS)('%s may write nowhere but to its temporary folder', (_name, service) => {
    const { read_only, tmpfs, volumes } = service;
    expect([read_only, tmpfs, volumes.filter((volume) => !volume.endsWith(':ro'))]).toStrictEqual([
      true,
      ['/tmp'],
      [],
    ]);
  });

  it.each(SERVERS)('%s gets its signals, and time to end', (_name, { init, stop_grace_period }) => {
    expect([init, stop_grace_period]).toStrictEqual([true, '30s']);
  });
});

describe('the event store of one node', () => {
  const { environment } = serviceOf(SINGLE, 'termline');

  it('is reached by the name of its service, and Termline warns that others could listen', () => {
    const warnings: string[] = [];
    const address = parseEsdbAddress(environment['EVENT_STORE'] ?? '', (warning) => warnings.push(warning));
    expect([address.hosts, address.isSecure]).toStrictEqual([[{ address: 'kurrentdb', port: 2113 }], false]);
    expect(Object.keys(SINGLE.services)).toContain('kurrentdb');
    expect(warnings).toStrictEqual([
      'the connection to the event store leaves this machine unencrypted (tls=false)',
    ]);
  });

  it('keeps its data in a volume', () => {
    expect(serviceOf(SINGLE, 'kurrentdb').volumes).toContain('kurrentdb-data:/var/lib/kurrentdb');
  });
});

const NODES = ['node1', 'node2', 'node3'];

describe('the cluster', () => {
  const server = serviceOf(CLUSTER, 'termline1');
  const url = server.environment['EVENT_STORE'] ?? '';
  const [, mounted = ''] = /tlsCAFile=([^&]+)/.exec(url) ?? [];

  it('isn’t started without a password', () => {
    expect(() => composed('docker-compose.cluster.yml', {})).toThrow('KURRENTDB_ADMIN_PASSWORD: set it');
  });

  it('is reached over TLS, by its administrator unless told otherwise', () => {
    const warnings: string[] = [];
    const address = parseEsdbAddress(url.replace(mounted, AUTHORITY), (warning) => warnings.push(warning));
    expect(address.hosts).toStrictEqual(NODES.map((name) => ({ address: name, port: 2113 })));
    expect([address.isSecure, address.tuning, warnings]).toStrictEqual([
      true,
      { nodePreference: 'leader' },
      [],
    ]);
    expect([address.credentials.username, address.credentials.password]).toStrictEqual(['admin', PASSWORD]);
    const own = composed('docker-compose.cluster.yml', {
      ...ENV,
      TERMLINE_DB_USER: 'termline',
      TERMLINE_DB_PASSWORD: 'its0own',
    });
    expect(serviceOf(own, 'termline2').environment['EVENT_STORE']).toContain('esdb://termline:its0own@node1');
  });

  it('has both servers over the same nodes, by the same settings', () => {
    const { ports: _1, ...one } = server;
    const { ports: _2, ...two } = serviceOf(CLUSTER, 'termline2');
    expect(two).toStrictEqual(one);
  });

  it('has nodes that know each other by their addresses', () => {
    const addresses = NODES.map((name) => serviceOf(CLUSTER, name).networks['cluster']?.ipv4_address);
    expect(new Set(addresses).size).toBe(3);
    for (const [i, name] of NODES.entries()) {
      const { environment } = serviceOf(CLUSTER, name);
      const others = addresses.filter((_, other) => other !== i).map((address) => `${address}:2113`);
      expect([environment['KURRENTDB_REPLICATION_IP'], environment['KURRENTDB_GOSSIP_SEED']]).toStrictEqual([
        addresses[i],
        others.join(','),
      ]);
    }
    expect(JSON.stringify(CLUSTER.networks['cluster']?.ipam)).toContain('172.30.240.0/24');
  });

  it('has data, certificate and key of each node in volumes of its own, and no key anywhere else', () => {
    for (const name of NODES) {
      expect(serviceOf(CLUSTER, name).volumes).toStrictEqual([
        'trust:/trust:ro',
        `${name}-certificate:/certificate:ro`,
        `${name}-data:/var/lib/kurrentdb`,
        `${name}-logs:/var/log/kurrentdb`,
      ]);
    }
    expect(server.volumes).toStrictEqual(['trust:/trust:ro']);
    expect(mounted).toBe('/trust/ca.crt');
  });
});

/** The tool that makes certificates, as far as the job calls it: it notes how it was called. */
const GENCERT = `#!/usr/bin/env bash
set -eu
echo "$@" >> "$CALLS"
out=$(echo "$@" | sed 's/.*-out \\([^ ]*\\).*/\\1/')
mkdir "$out"
case "$1" in create-ca) name=ca;; *) name=node; test -f "$5" -a -f "$7";; esac
echo certificate > "$out/$name.crt"; echo key > "$out/$name.key"
chmod 444 "$out/$name.crt"; chmod 400 "$out/$name.key"
`;

describe('the job that makes the certificates', () => {
  const job = serviceOf(CLUSTER, 'certificates');

  /** Runs the job's own script with folders for its volumes. */
  function runner() {
    const folder = aFolder();
    const at = (name: string): string => join(folder, name);
    const mounts = job.volumes.map((volume) => volume.split(':')[1] ?? '');
    for (const name of ['bin', 'tmp', ...mounts]) mkdirSync(at(name));
    writeFileSync(at('bin/es-gencert-cli'), GENCERT);
    chmodSync(at('bin/es-gencert-cli'), 0o755);
    writeFileSync(at('calls'), '');
    const [script = ''] = job.command ?? [];
    // The image has the volumes at its root, a test in its folder.
    const here = script.replaceAll(/(?<=[\s])\/(?=authority|trust|node|tmp)/g, `${folder}/`);
    const run = (): string[] => {
      const env = { PATH: `${at('bin')}:${process.env['PATH'] ?? ''}`, CALLS: at('calls') };
      execFileSync('bash', ['-euc', here], { env, stdio: ['ignore', 'pipe', 'inherit'] });
      for (const left of readdirSync(at('tmp'))) execFileSync('rm', ['-rf', at(`tmp/${left}`)]);
      const calls = readFileSync(at('calls'), 'utf8').replaceAll(folder, '').trim();
      writeFileSync(at('calls'), '');
      return calls === '' ? [] : calls.split('\n');
    };
    return { at, run };
  }

  it('makes one for each node, good for its name and its address, and each once', () => {
    const { at, run } = runner();
    const made = run();
    expect(made).toStrictEqual([
      'create-ca -out ./ca',
      ...NODES.map((name) => {
        const address = serviceOf(CLUSTER, name).networks['cluster']?.ipv4_address;
        return `create-node -out ./${name} -ca-certificate /authority/ca.crt -ca-key /authority/ca.key -ip-addresses 127.0.0.1,${address} -dns-names ${name},localhost`;
      }),
    ]);
    expect(readdirSync(at('authority'))).toStrictEqual(['ca.crt', 'ca.key']);
    expect(readdirSync(at('trust'))).toStrictEqual(['ca.crt']);
    expect(run()).toStrictEqual([]);
  });

  it('makes those names that Termline connects to', () => {
    const { run } = runner();
    const names = run().flatMap((call) => /-dns-names (\S+)/.exec(call)?.[1]?.split(',') ?? []);
    const url = serviceOf(CLUSTER, 'termline1').environment['EVENT_STORE'] ?? '';
    const [, hosts = ''] = /@([^?]+)\?/.exec(url) ?? [];
    for (const host of hosts.split(',')) expect(names).toContain(host.split(':')[0]);
  });

  it('leaves files that the nodes’ and Termline’s own users can read', () => {
    const { at, run } = runner();
    run();
    const modes = ['trust/ca.crt', 'node1/node.crt', 'node1/node.key'].map(
      (file) => statSync(at(file)).mode & 0o777,
    );
    expect(modes).toStrictEqual([0o644, 0o644, 0o644]);
    expect(statSync(at('authority/ca.key')).mode & 0o077).toBe(0);
  });

  it('makes anew what was taken away, with the same authority', () => {
    const { at, run } = runner();
    run();
    execFileSync('rm', [at('node2/node.crt'), at('node2/node.key')]);
    expect(run().map((call) => call.split(' ').slice(0, 3).join(' '))).toStrictEqual([
      'create-node -out ./node2',
    ]);
  });
});

/**
 * Prints after a run what was left out of it and why, a reason once with its tests: what an adapter can't do,
 * what is no question of the store that the run is about.
 */
import type { Reporter, TestModule } from 'vitest/node';

/** How a title ends that says why its test is skipped. */
const REASON = /^(.*) \(can't: (.*)\)$/s;

function partsOf(name: string): { readonly title: string; readonly reason: string } {
  const [, title, reason] = REASON.exec(name) ?? [];
  if (title === undefined || reason === undefined) return { title: name, reason: 'no reason given' };
  return { title, reason };
}

export default class LeftOut implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const left = new Map<string, string[]>();
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        const { title, reason } = partsOf(test.name);
        const where = `${module.project.name}, ${module.relativeModuleId}: ${title}`;
        left.set(reason, [...(left.get(reason) ?? []), where]);
      }
    }
    if (left.size > 0) console.log('\nLeft out:');
    for (const [reason, tests] of left) console.log([`  ${reason}`, ...tests].join('\n    '));
  }
}

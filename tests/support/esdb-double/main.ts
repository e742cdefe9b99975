/**
 * The double as a process of its own, to be killed and stopped. Arguments: the port, and the file that keeps
 * the log. It prints a line when it listens, and ends with whoever started it.
 */
import { Log } from './log.ts';
import { Node } from './node.ts';

const [port, file] = process.argv.slice(2);
const node = await Node.start({ log: new Log(file), port: Number(port) });
console.log(node.url);
process.stdin.resume().on('end', () => process.exit());

/**
 * Starts the server: reads the environment, serves, and says in one line what keeps it from starting.
 */
import { readConfig } from './config.ts';
import { failureLine } from './failure.ts';
import { serve } from './serve.ts';

try {
  await serve(readConfig(process.env), (line) => console.log(line));
} catch (error) {
  const line = failureLine(error);
  if (line === null) throw error;
  console.error(line);
  process.exitCode = 2;
}

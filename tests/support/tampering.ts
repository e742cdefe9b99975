/** Changing a SQLite store's file as only somebody can who takes its guards away and puts them back. */
import { DatabaseSync } from '@photostructure/sqlite';
import { z } from 'zod';

/** The driver's connection to a file. */
export type Connection = InstanceType<typeof DatabaseSync>;

const GuardsSchema = z.array(z.object({ name: z.string(), sql: z.string() }));

/** Does something to the file with its triggers removed, and makes them again as they were. */
export function tamperSkilfully<T>(file: string, change: (db: Connection) => T): T {
  const db = new DatabaseSync(file);
  try {
    const found: unknown[] = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all();
    const guards = GuardsSchema.parse(found);
    for (const { name } of guards) db.exec(`DROP TRIGGER ${name}`);
    const changed = change(db);
    for (const { sql } of guards) db.exec(sql);
    return changed;
  } finally {
    db.close();
  }
}

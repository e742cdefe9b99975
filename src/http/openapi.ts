/** The API's description (OpenAPI 3.1), made from the tables of addresses and the schemas: never written twice. */
import { z } from 'zod';
import {
  AnnouncementCorrectedSchema,
  AnnouncementRetractedSchema,
  AnnouncementSchema,
  DossierAmendedSchema,
  DossierEventSchema,
  DossierOpenedSchema,
} from '../dossier/announcement.ts';
import { ExportLineSchema } from '../dossier/answers.ts';
import { ComparisonSchema } from '../dossier/shapes.ts';
import { APPEND_ROUTES, type AppendRoute } from './admin.ts';
import { BODY_TYPES } from './body.ts';
import { EXPORTS, JSON_LINES_TYPE, type Export } from './exports.ts';
import { PROBLEMS } from './problem.ts';
import { RESOURCES, type Resource } from './resources.ts';
import { API_PREFIX } from './routes.ts';

type Json = Record<string, unknown>;

const JsonSchema = z.record(z.string(), z.unknown());

/** What the body of each kind of append must be. */
const BODIES: Readonly<Record<AppendRoute['body'], z.ZodType>> = {
  DossierOpened: DossierOpenedSchema,
  DossierAmended: DossierAmendedSchema,
  Announcement: AnnouncementSchema,
  Correction: AnnouncementCorrectedSchema,
  Retraction: AnnouncementRetractedSchema,
};

/** Gathers the named schemas of everything that it is shown. */
class Components {
  readonly schemas: Record<string, unknown> = {};

  /** The schema, its named parts moved to the components; requests have their own, where defaults may lack. */
  show(schema: z.ZodType, io: 'input' | 'output'): Json {
    const suffix = io === 'input' ? 'Input' : '';
    const text = JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' }));
    const named = text.replaceAll(/"#\/\$defs\/([^"]+)"/g, `"#/components/schemas/$1${suffix}"`);
    const { $schema: _, $defs, ...rest } = JsonSchema.parse(JSON.parse(named));
    for (const [name, definition] of Object.entries(JsonSchema.parse($defs ?? {}))) {
      const { id: _id, ...shape } = JsonSchema.parse(definition);
      this.schemas[`${name}${suffix}`] = shape;
    }
    return rest;
  }
}

const FaultSchema = z.object({
  pointer: z.string().optional().describe('JSON Pointer (RFC 6901) into the body'),
  parameter: z.string().optional(),
  header: z.string().optional(),
  detail: z.string(),
});
const ProblemSchema = z
  .looseObject({
    type: z.enum(Object.keys(PROBLEMS).map((type) => `/problems/${type}`)),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().optional(),
    errors: z.array(FaultSchema).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' });

function parametersOf(components: Components, schema: z.ZodObject, place: 'path' | 'query'): Json[] {
  const { properties, required } = components.show(schema, 'input');
  const needed = z.array(z.string()).parse(required ?? []);
  return Object.entries(JsonSchema.parse(properties ?? {})).map(([name, shape]) => {
    const { description, ...rest } = JsonSchema.parse(shape);
    const described = typeof description === 'string' ? { description } : {};
    return {
      name,
      in: place,
      required: place === 'path' || needed.includes(name),
      ...described,
      schema: rest,
    };
  });
}

function json(schema: Json, type = 'application/json'): Json {
  return { [type]: { schema } };
}

function problemsOf(components: Components): Json {
  const content = json(components.show(ProblemSchema, 'output'), 'application/problem+json');
  return { description: 'A problem', content };
}

const address = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}');

function readOperation(components: Components, resource: Resource): Json {
  return {
    operationId: resource.name,
    summary: resource.summary,
    parameters: [
      ...parametersOf(components, resource.params, 'path'),
      ...parametersOf(components, resource.query, 'query'),
    ],
    responses: {
      200: { description: 'The answer', content: json(components.show(resource.answer, 'output')) },
      304: { description: 'Unchanged since the entity tag that was sent' },
      default: problemsOf(components),
    },
  };
}

function exportOperation(components: Components, download: Export): Json {
  // OpenAPI 3.1 has no schema for one item of a sequence: the whole is described as an array of its lines.
  const lines = components.show(z.array(ExportLineSchema), 'output');
  return {
    operationId: download.name,
    summary: download.summary,
    parameters: parametersOf(components, download.params, 'path'),
    responses: {
      200: {
        description: 'An event a line; an answer that ends without its last chunk was broken off',
        content: json(lines, JSON_LINES_TYPE),
      },
      default: problemsOf(components),
    },
  };
}

const header = (name: string, description: string): Json => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
});

function appendOperation(components: Components, target: AppendRoute): Json {
  const body = components.show(BODIES[target.body], 'input');
  const stored = { description: 'Stored', content: json(components.show(DossierEventSchema, 'output')) };
  const compared = components.show(ComparisonSchema, 'output');
  const repeated = components.show(DossierEventSchema, 'output');
  return {
    operationId: target.name,
    summary: target.summary,
    security: [{ token: [] }],
    parameters: [
      ...parametersOf(components, target.params, 'path'),
      ...parametersOf(components, target.query, 'query'),
      header('Idempotency-Key', 'Repeating a request with its key stores it once'),
      ...(target.name === 'openDossier'
        ? []
        : [header('If-Match', 'The dossier’s head that the writer saw, in quotes')]),
    ],
    requestBody: {
      required: true,
      content: Object.fromEntries(BODY_TYPES.map((type) => [type, { schema: body }])),
    },
    responses: {
      200: {
        description: 'Stored before with the same content, or (dryRun) the comparison that it would cause',
        content: json({ anyOf: [repeated, compared] }),
      },
      201: stored,
      default: problemsOf(components),
    },
  };
}

/** The document at `/openapi.json`. */
export function openApiDocument(version: string): Json {
  const components = new Components();
  const reads = RESOURCES.map((resource): [string, Json] => [
    `${API_PREFIX}${address(resource.path)}`,
    { get: readOperation(components, resource) },
  ]);
  const exports = EXPORTS.map((download): [string, Json] => [
    `${API_PREFIX}${address(download.path)}`,
    { get: exportOperation(components, download) },
  ]);
  const appends = APPEND_ROUTES.map((target): [string, Json] => [
    `${API_PREFIX}/admin${address(target.path)}`,
    { post: appendOperation(components, target) },
  ]);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Termline',
      version,
      summary: 'Publicly announced contracts: what was in force on a day, what was known, what changed',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths: Object.fromEntries([...reads, ...exports, ...appends]),
    components: {
      schemas: components.schemas,
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  };
}

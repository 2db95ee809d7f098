import * as z from 'zod';
import { isRecord } from './readers.ts';
import { configSchema } from './schema/index.ts';

/**
 * JSON Schema (2020-12) of nfpm.yaml, for editors. It is a little stricter than the loader, which
 * also takes `yes` for true, as go-yaml does; and it cannot tell octal from decimal.
 */
export function jsonSchema(): Readonly<Record<string, unknown>> {
  return jsonSchemaOf(configSchema);
}

/** The same of another file whose schema is made of leaves and sections. */
export function jsonSchemaOf(schema: z.ZodType): Readonly<Record<string, unknown>> {
  const json = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
  tidy(json);
  return json;
}

/** Takes out what only scripts can give, and lets every key that is not required be empty. */
function tidy(schema: unknown): void {
  if (!isRecord(schema)) return;
  const { properties, required, items, additionalProperties, $defs } = schema;
  if (schema['description'] === '') delete schema['description'];
  delete schema['propertyNames'];
  const needed = Array.isArray(required) ? required : [];
  if (isRecord(properties)) tidyProperties(properties, needed);
  tidy(items);
  tidy(additionalProperties);
  if (isRecord($defs)) Object.values($defs).forEach(tidy);
}

function tidyProperties(properties: Record<string, unknown>, required: readonly unknown[]): void {
  for (const [key, property] of Object.entries(properties)) {
    if (!isRecord(property)) continue;
    tidy(property);
    if (property['scriptOnly']) delete properties[key];
    else if (!required.includes(key)) allowNull(property);
  }
}

/** A key without a value, as in `deb:`, counts as absent. */
function allowNull(property: Record<string, unknown>): void {
  const { type, $ref, enum: words } = property;
  if (typeof type === 'string') property['type'] = [type, 'null'];
  if (Array.isArray(type)) property['type'] = [...type, 'null'];
  if (Array.isArray(words)) property['enum'] = [...words, null];
  if (typeof $ref === 'string') {
    delete property['$ref'];
    property['anyOf'] = [{ $ref }, { type: 'null' }];
  }
}

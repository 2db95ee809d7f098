import { type AnyKind, Dictionary, Leaf, List, Optional, Section, type Shape } from './kinds.ts';
import { configSchema } from './schema/index.ts';

/**
 * JSON Schema (2020-12) of nfpm.yaml, for editors. It is a little stricter than the loader, which
 * also takes `yes` for true, as go-yaml does; and it cannot tell octal from decimal.
 */
export function jsonSchema(): Readonly<Record<string, unknown>> {
  return jsonSchemaOf(configSchema);
}

/** The same of another file whose schema is made of leaves and sections. */
export function jsonSchemaOf(schema: AnyKind): Readonly<Record<string, unknown>> {
  const defs: Record<string, Json> = {};
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...jsonOf(schema, defs),
    $defs: defs,
  };
}

type Json = Readonly<Record<string, unknown>>;

/** @param defs gets the schemas that have an id */
function jsonOf(kind: AnyKind, defs: Record<string, Json>): Json {
  const { id, ...about } = kind.about;
  if (id === undefined) return described(kind, about, defs);
  if (!(id in defs)) {
    // Outer ones come first.
    defs[id] = {};
    defs[id] = described(kind, about, defs);
  }
  return { $ref: `#/$defs/${id}` };
}

function described(
  kind: AnyKind,
  { title, description }: AnyKind['about'],
  defs: Record<string, Json>,
): Json {
  const about = { ...(title && { title }), ...(description && { description }) };
  if (kind instanceof Leaf) return { ...about, ...kind.json };
  if (kind instanceof List) return { type: 'array', items: jsonOf(kind.item, defs), ...about };
  if (kind instanceof Dictionary) {
    return { ...about, type: 'object', additionalProperties: jsonOf(kind.item, defs) };
  }
  return { ...about, type: 'object', ...(kind instanceof Section && keysOf(kind.shape, defs)) };
}

function keysOf(shape: Shape, defs: Record<string, Json>): Json {
  const properties: Record<string, Json> = {};
  const required: string[] = [];
  for (const [key, kind] of Object.entries(shape)) {
    const inner = kind instanceof Optional ? kind.inner : kind;
    if (inner instanceof Leaf && inner.json['scriptOnly']) continue;
    properties[key] = inner === kind ? jsonOf(kind, defs) : orNull(jsonOf(inner, defs));
    if (inner === kind) required.push(key);
  }
  return { properties, ...(required.length > 0 && { required }), additionalProperties: false };
}

/** A key without a value, as in `deb:`, counts as absent. */
function orNull(json: Json): Json {
  const { type, $ref, enum: words } = json;
  if ($ref !== undefined) return { anyOf: [{ $ref }, { type: 'null' }] };
  return {
    ...json,
    type: [type, 'null'].flat(),
    ...(Array.isArray(words) && { enum: [...words, null] }),
  };
}

// The kinds of values that a configuration file may hold. Each checks a value, tells the compiler
// its type, and can be walked: for hints, and for the JSON Schema.
import { isRecord, type Reading, type Refusal, wrong } from './readers.ts';

export type Path = readonly (string | number)[];

/** What does not fit: a value, or a key that its section does not have. */
export interface Misfit {
  /** Of the value, or of the section. */
  readonly path: Path;
  readonly what: Refusal | { readonly unknownKey: string };
}

/** What the JSON Schema says of a value besides its type. */
export interface About {
  /** Schemas with an id are written once and referred to. */
  readonly id?: string;
  readonly title?: string;
  readonly description?: string;
}

/** `Input` is what a script may give, `Output` what is made of that or of the file. */
export abstract class Kind<Input, Output> {
  /** Types alone, never there. */
  declare readonly input: Input;
  declare readonly output: Output;
  about: About = {};

  /** Adds to `misfits` what is wrong; the result counts only if there is nothing. */
  abstract read(value: unknown, path: Path, misfits: Misfit[]): Output | undefined;

  /** Says what it is; to be called where it is defined. */
  meta(about: About): this {
    this.about = about;
    return this;
  }

  /** The same for a key that may be left out. */
  optional(): Optional<Input, Output> {
    return new Optional(this);
  }
}

export type AnyKind = Kind<unknown, unknown>;

/** A value under a key that may be left out. */
export class Optional<Input, Output> extends Kind<Input | undefined, Output | undefined> {
  readonly inner: Kind<Input, Output>;

  constructor(inner: Kind<Input, Output>) {
    super();
    this.inner = inner;
  }

  read(value: unknown, path: Path, misfits: Misfit[]): Output | undefined {
    return value === undefined ? undefined : this.inner.read(value, path, misfits);
  }
}

/** The type of a value in JSON Schema. */
export interface JsonType {
  readonly type: string | readonly string[];
  readonly [keyword: string]: unknown;
}

/** A value that a reader makes of a scalar. */
export class Leaf<Input, Output> extends Kind<Input, Output> {
  readonly json: JsonType;
  private readonly reader: (value: unknown) => Reading<Output>;

  constructor(json: JsonType, reader: (value: unknown) => Reading<Output>) {
    super();
    this.json = json;
    this.reader = reader;
  }

  read(value: unknown, path: Path, misfits: Misfit[]): Output | undefined {
    const result = this.reader(value);
    if ('ok' in result) return result.ok;
    misfits.push({ path, what: result });
    return undefined;
  }
}

export class List<Input, Output> extends Kind<Input[], Output[]> {
  readonly item: Kind<Input, Output>;

  constructor(item: Kind<Input, Output>) {
    super();
    this.item = item;
  }

  read(value: unknown, path: Path, misfits: Misfit[]): Output[] | undefined {
    if (Array.isArray(value)) {
      return value.map((item, index) => this.item.read(item, [...path, index], misfits) as Output);
    }
    misfits.push({ path, what: wrong('a list', value) });
    return undefined;
  }
}

/** Values by any name. */
export class Dictionary<Input, Output> extends Kind<Record<string, Input>, Record<string, Output>> {
  readonly item: Kind<Input, Output>;

  constructor(item: Kind<Input, Output>) {
    super();
    this.item = item;
  }

  read(value: unknown, path: Path, misfits: Misfit[]): Record<string, Output> | undefined {
    if (!isRecord(value)) {
      misfits.push({ path, what: wrong('a mapping', value) });
      return undefined;
    }
    // `__proto__` would be more than a name to whoever copies the values one by one.
    const given = Object.entries(value).filter(([key]) => key !== '__proto__');
    // A key with nothing behind it has an empty text, which takes a field away.
    const read = given.map(([key, held]) => {
      return [key, this.item.read(held ?? '', [...path, key], misfits)];
    });
    return Object.fromEntries(read);
  }
}

export type Shape = Readonly<Record<string, AnyKind>>;

type Side = 'input' | 'output';

type OptionalKeys<Of extends Shape> = {
  [Key in keyof Of]: Of[Key] extends Optional<unknown, unknown> ? Key : never;
}[keyof Of];

type Values<Of extends Shape, Which extends Side> = {
  -readonly [Key in Exclude<keyof Of, OptionalKeys<Of>>]: Of[Key][Which];
} & { -readonly [Key in OptionalKeys<Of>]?: Of[Key][Which] };

/** As one object type, for whoever reads the declarations. */
type Flat<Type> = { [Key in keyof Type]: Type[Key] };

/** A mapping with these keys; others are refused, or let be. */
export class Section<Of extends Shape> extends Kind<
  Flat<Values<Of, 'input'>>,
  Flat<Values<Of, 'output'>>
> {
  readonly shape: Of;
  readonly isLoose: boolean;

  constructor(shape: Of, isLoose: boolean) {
    super();
    this.shape = shape;
    this.isLoose = isLoose;
  }

  read(value: unknown, path: Path, misfits: Misfit[]): this['output'] | undefined {
    if (!isRecord(value)) {
      misfits.push({ path, what: wrong('a mapping', value) });
      return undefined;
    }
    const result: Record<string, unknown> = {};
    for (const [key, kind] of Object.entries(this.shape)) {
      const given = Object.hasOwn(value, key) ? value[key] : undefined;
      if (given === undefined && kind instanceof Optional) continue;
      result[key] = kind.read(given, [...path, key], misfits);
    }
    for (const key of this.isLoose ? [] : Object.keys(value)) {
      if (!Object.hasOwn(this.shape, key)) misfits.push({ path, what: { unknownKey: key } });
    }
    return result as this['output'];
  }
}

import { resolve } from 'node:path';
import { Argument, Command } from 'commander';
import { type Done, perform } from './command.ts';
import type { Io } from './io.ts';
import { jsonText } from './messages.ts';

const HELP = `
The same files are in the package, for editors: schema/nfpm.json and schema/jaco-pkg.json. With
yaml-language-server, the first line of nfpm.yaml may be
  # yaml-language-server: $schema=node_modules/jaco-pkg/schema/nfpm.json`;

/** `jaco-pkg schema`; nfpm's `jsonschema` is the same. */
export function schemaCommand(io: Io, done: Done): Command {
  return new Command('schema')
    .alias('jsonschema')
    .description('print the JSON Schema of a configuration file')
    .addArgument(
      new Argument('[file]', 'nfpm.yaml, or extensions: jaco-pkg.yaml')
        .choices(['nfpm', 'extensions'])
        .default('nfpm'),
    )
    .option('-o, --output <file>', 'file to write, in place of standard output', '-')
    .addHelpText('after', HELP)
    .action(async (file: string, { output }: { readonly output: string }) => {
      done(
        await perform(io, {}, async () => {
          const { extensionsJsonSchema, jsonSchema } = await import('../index.ts');
          const schema = file === 'nfpm' ? jsonSchema() : extensionsJsonSchema();
          if (output === '-') io.stdout.write(jsonText(schema));
          else await write(resolve(io.cwd, output), jsonText(schema), io.signal);
        }),
      );
    });
}

async function write(path: string, text: string, signal: AbortSignal): Promise<void> {
  const { writeWhole } = await import('../output/write-whole.ts');
  await writeWhole(path, Buffer.from(text), { signal });
}

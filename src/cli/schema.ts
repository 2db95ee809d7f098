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
    .addHelpText('after', HELP)
    .action(async (file: string) => {
      done(
        await perform(io, {}, async () => {
          const { extensionsJsonSchema, jsonSchema } = await import('../index.ts');
          const schema = file === 'nfpm' ? jsonSchema() : extensionsJsonSchema();
          io.stdout.write(jsonText(schema));
        }),
      );
    });
}

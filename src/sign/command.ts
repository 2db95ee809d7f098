import { basename } from 'node:path';
import type { FormatName } from '../model/package.ts';
import type { Place } from '../model/problem.ts';
import type { Signer } from '../model/signing.ts';
import { checkedSignature, type External, signerFailed } from './external.ts';
import { withoutPassphrases } from './passphrase.ts';
import { findProgram } from './program.ts';
import { type RunOptions, run } from './run.ts';

export interface CommandContext extends RunOptions {
  readonly format: FormatName;
  readonly place: Place;
}

/**
 * A signer that runs a program: the data is its standard input, what it prints the signature. The
 * environment says what is asked for: JACO_PKG_FORMAT, such as deb, and JACO_PKG_SIGNATURE, a
 * {@link SignatureForm}. Its arguments do not appear in messages, for one may be a secret.
 * @throws JacoPkgError with code `signer_failed` when there is no such program
 */
export async function commandSigner(
  [name = '', ...args]: readonly string[],
  { format, place, ...options }: CommandContext,
): Promise<Signer> {
  const from: External = { label: `the signer command ${basename(name)}`.trim(), place };
  const program = await findProgram(name, options.env, options.cwd);
  if (program === undefined) {
    throw signerFailed(from, 'cannot be found', 'install it, or give the path of a program');
  }
  return {
    async sign(form, data) {
      const variables = { JACO_PKG_FORMAT: format, JACO_PKG_SIGNATURE: form };
      const env = { ...options.env, ...variables };
      const { output, messages, failure } = await run(program, args, data, { ...options, env });
      if (failure === undefined) return checkedSignature(form, output, from);
      const said = withoutPassphrases(messages, env).trim();
      throw signerFailed(from, failure, said ? `it said: ${said}` : 'it said nothing');
    },
  };
}

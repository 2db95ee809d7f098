import { list, requiredText, section, text } from '../../nfpm-config/leaves.ts';

const allowed = section({
  id: requiredText('Which finding.', 'setuid-file'),
  path: text('Only for what this pattern matches in the package.', '/usr/bin/app').optional(),
  reason: requiredText('Why it may stay.'),
}).meta({ id: 'LintAllowed', description: 'A finding to pass over.' });

export const lint = section({
  allow: list(allowed).meta({ description: 'Findings to pass over.' }).optional(),
}).meta({ description: 'What lint passes over.' });

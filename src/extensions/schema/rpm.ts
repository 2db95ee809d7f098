import { choice, integer, list, section, text, textMap, texts } from '../../nfpm-config/leaves.ts';
import { source } from '../leaves.ts';

const needs = (phase: string) => texts(`\`Requires(${phase})\`.`).optional();

const requires = section({
  pretrans: needs('pretrans'),
  pre: needs('pre'),
  preun: needs('preun'),
  postun: needs('postun'),
  posttrans: needs('posttrans'),
}).meta({ description: 'What scripts need; `rpm.requires.post` has its place in nfpm.yaml.' });

const interpreter = (description: string) =>
  text(description, '/bin/bash', '/bin/sh -e', '<lua>').optional();

const SCRIPT = {
  script: source('What to run.', 'packaging/trigger.sh'),
  interpreter: interpreter('What runs it; what its `#!` line says when not given.'),
};

const trigger = section({
  // Not `on`, which YAML 1.1 takes for true.
  packages: texts('Packages, with a version if it matters.', 'openssl', 'openssl >= 3'),
  when: choice(
    '`in` (the default): after one of them, or this package, was installed. `un`: before one of them, or this package, is removed. `postun`: after one of them was removed. `prein`: before one of them is installed.',
    ['in', 'un', 'postun', 'prein'],
  ).optional(),
  ...SCRIPT,
}).meta({ id: 'RpmTrigger', description: 'A script that runs when other packages come or go.' });

const fileTrigger = section({
  paths: texts('What the paths of the files begin with.', '/usr/share/app/plugins/'),
  when: choice(
    '`in` (the default): after the files were installed. `un`: before they are removed. `postun`: after they were.',
    ['in', 'un', 'postun'],
  ).optional(),
  scope: choice('Once for each `package` (the default), or once for the whole `transaction`.', [
    'package',
    'transaction',
  ]).optional(),
  priority: integer('Higher ones run first; 1000000 when not given.').optional(),
  ...SCRIPT,
}).meta({
  id: 'RpmFileTrigger',
  description: 'A script that runs when files come or go; their paths are its input, one a line.',
});

const ran = (script: string) => interpreter(`Runs \`${script}\`.`);

export const rpm = section({
  requires: requires.optional(),
  compression: text(
    'In place of `rpm.compression` of nfpm.yaml: also none; a level may follow a colon.',
    'none',
  ).optional(),
  supplements: texts('Packages that this one is installed with, unless declined.').optional(),
  enhances: texts('Packages that this one goes well with.').optional(),
  triggers: list(trigger).meta({ description: 'Scripts for other packages.' }).optional(),
  file_triggers: list(fileTrigger).meta({ description: 'Scripts for files.' }).optional(),
  interpreters: section({
    pretrans: ran('pretrans'),
    preinstall: ran('preinstall'),
    postinstall: ran('postinstall'),
    preremove: ran('preremove'),
    postremove: ran('postremove'),
    posttrans: ran('posttrans'),
    verify: ran('verify'),
  })
    .meta({ description: 'What runs the scripts; what their `#!` lines say when not given.' })
    .optional(),
  capabilities: textMap(
    'capabilities(7) of programs, by path in the package, in the form of cap_from_text(3): `cap_net_bind_service=ep`.',
  ).optional(),
}).meta({ id: 'RpmExtensions', description: 'What rpm has and nfpm.yaml has no keys for.' });

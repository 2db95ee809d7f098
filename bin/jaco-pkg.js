#!/usr/bin/env node
// The version is answered before anything else is loaded. CommonJS, which Node starts sooner.
'use strict';

const args = process.argv.slice(2);
if (args.length === 1 && /^(?:--version|-V|-v)$/.test(args[0])) {
  process.stdout.write(`${require('../package.json').version}\n`);
} else {
  // A thread starts while the other code is loaded.
  const { threadAhead } = require('../lib/ahead.cjs');
  const ahead = threadAhead(args, process.cwd());
  const { load } = require('./compiled.js');
  const { run } = load('../lib/cli.cjs', purposeOf(args));
  run(args, ahead);
}

/** The command, unless it is asked for little of what it can do: its help, or what it would do. */
function purposeOf([command = '', ...options]) {
  const little = options.some((option) => /^(?:-h|--help|-n|--dry-run)$/.test(option));
  return /^[a-z]+$/.test(command) && !little ? command : 'other';
}

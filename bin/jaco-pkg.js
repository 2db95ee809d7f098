#!/usr/bin/env node
// The version is answered before anything else is loaded. CommonJS, which Node starts sooner.
'use strict';

const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`${require('../package.json').version}\n`);
} else {
  // A thread starts while the other code is loaded.
  const { threadAhead } = require('../lib/ahead.cjs');
  const ahead = threadAhead(args, process.cwd());
  const { load } = require('./compiled.js');
  const [command = ''] = args;
  const { run } = load('../lib/cli.cjs', /^[a-z]+$/.test(command) ? command : 'help');
  run(args, ahead);
}

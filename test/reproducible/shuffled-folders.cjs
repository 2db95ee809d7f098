// Loaded first, makes every folder list its files in random order.
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');

function shuffled(list) {
  for (let end = list.length; end > 1; end -= 1) {
    const chosen = Math.floor(Math.random() * end);
    [list[end - 1], list[chosen]] = [list[chosen], list[end - 1]];
  }
  return list;
}

const { readdirSync, promises } = fs;
const { readdir } = promises;
fs.readdirSync = (...args) => shuffled(readdirSync(...args));
promises.readdir = async (...args) => shuffled(await readdir(...args));
syncBuiltinESMExports();

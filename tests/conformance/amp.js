#!/usr/bin/env node
// node amp.js FILE...: the official AMP validator, offline. Warnings count.
'use strict';
const fs = require('fs');
const path = require('path');
const amphtml = require('amphtml-validator');

async function main(files) {
  const wasm = fs.readFileSync(path.join(__dirname, 'vendor/validator_wasm.js'), 'utf8');
  const validator = amphtml.newInstance(wasm); // getInstance() would fetch another one
  await validator.init();
  let failed = 0;
  for (const file of files) {
    const result = validator.validateString(fs.readFileSync(file, 'utf8'), 'AMP');
    for (const found of result.errors) {
      console.log(`${file}:${found.line}:${found.col} ${found.severity} ${found.message}`);
    }
    // There is a third status, UNKNOWN: only PASS is a pass.
    if (result.status !== 'PASS' || result.errors.length) failed++;
  }
  process.exitCode = failed ? 1 : 0;
}

main(process.argv.slice(2)).catch((error) => {
  console.error(`amp: ${error.stack || error}`);
  process.exit(2);
});

#!/usr/bin/env node
// node browser.js SITE PICTURES FILE...: opens every file in Chromium, narrow and wide, light and dark, with no network.
// It must raise no error, be no wider than the screen, have its text in place, and satisfy WCAG 2.2 AA (axe). A picture of
// each is kept.
'use strict';
const fs = require('fs');
const path = require('path');
const { inChromium, open, photograph } = require('./offline.js');

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
// A mail has no page around it: the mail program is its landmark.
const NOT_IN_MAIL = { region: { enabled: false }, 'landmark-one-main': { enabled: false }, 'page-has-heading-one': { enabled: false } };
const WIDTHS = [412, 1280];
const SCHEMES = ['light', 'dark'];

// Text that is squeezed to a few letters a line, and items and cells that begin on the far side of their own.
function misplaced() {
  const found = [];
  for (const it of document.querySelectorAll('main .prose :is(p, li, td, th):not(.center, .left, .right, .picture)')) {
    const range = document.createRange();
    range.selectNodeContents(it);
    const rects = [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
    const { fontSize, direction } = getComputedStyle(it);
    const em = parseFloat(fontSize);
    const box = it.getBoundingClientRect();
    const line = rects.filter(({ top }) => Math.abs(top - rects[0].top) < em);
    const gap = direction === 'rtl' ? box.right - Math.max(...line.map((it) => it.right)) : Math.min(...line.map((it) => it.left)) - box.left;
    const words = it.textContent.trim().slice(0, 40);
    if (words.length > 20 && box.width < 3 * em) found.push(`squeezes “${words}”`);
    if (line.length && it.tagName !== 'P' && gap > 2 * em) found.push(`has “${words}” on the far side of its ${it.tagName}`);
  }
  return found;
}

async function look(context, { site, pictures, file, width, scheme }) {
  const { page, wrong } = await open(context, { site, file, width, scheme });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (overflow > 0) wrong.push(`is ${overflow}px wider than the screen`);
  wrong.push(...(await page.evaluate(misplaced)).slice(0, 3));
  const name = path.relative(path.dirname(site), file).replaceAll(path.sep, '-').replace(/\.html$/, '');
  await photograph(page, path.join(pictures, `${name}.${width}.${scheme}.png`));
  await page.evaluate(AXE);
  const rules = /\/(mail|clients)\//.test(file) ? NOT_IN_MAIL : {};
  const options = { runOnly: { type: 'tag', values: TAGS }, resultTypes: ['violations', 'passes'], rules };
  const result = await page.evaluate((given) => window.axe.run(document, given), options);
  for (const { id, help, nodes } of result.violations) wrong.push(`${id}: ${help}: ${nodes[0].html.slice(0, 160)}`);
  if (result.passes.length < 3) wrong.push('shows next to nothing');
  await page.close();
  return wrong;
}

async function main([site, pictures, ...files]) {
  fs.mkdirSync(pictures, { recursive: true });
  await inChromium(async (context) => {
    for (const file of files.map((it) => path.resolve(it))) {
      for (const width of WIDTHS) {
        for (const scheme of SCHEMES) {
          const wrong = await look(context, { site: path.resolve(site), pictures, file, width, scheme });
          wrong.forEach((message) => console.log(`${file} (${width}px, ${scheme}): ${message}`));
          if (wrong.length) process.exitCode = 1;
        }
      }
    }
  });
}

main(process.argv.slice(2)).catch((error) => {
  console.error(`browser: ${error.stack || error}`);
  process.exit(2);
});

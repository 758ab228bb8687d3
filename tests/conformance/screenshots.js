#!/usr/bin/env node
// node screenshots.js OUT: pictures of every article's page, AMP page and mail in OUT, and of the pages that they share,
// wide and narrow, light and dark, in OUT/screenshots; index.html there shows them side by side.
'use strict';
const fs = require('fs');
const path = require('path');
const { inChromium, open, photograph } = require('./offline.js');

const BOTH = ['light', 'dark'];
// What a mail program leaves of a mail, as mail_clients.py wrote it, and how wide the program is.
const CLIENTS = {
  gmail: ['Gmail', 700],
  'gmail-android-dark': ['Gmail on Android, darkened', 390],
  'gmail-ios-dark': ['Gmail on iOS, darkened', 390],
  'outlook-windows': ['Outlook for Windows', 700],
  'outlook-windows-dark': ['Outlook for Windows, darkened', 700],
  'outlook-web-dark': ['Outlook on the web, darkened', 700],
};

function articles(site) {
  const files = fs.readdirSync(site, { recursive: true }).filter((file) => path.basename(file) === 'article.json');
  return files.map((file) => path.join(site, path.dirname(file))).sort();
}

// Where an article has no AMP page, what stands there leads to the article.
function isShown({ kind, file }) {
  return fs.existsSync(file) && (kind !== 'AMP' || fs.readFileSync(file, 'utf8').includes('<html ⚡'));
}

// The first page of each kind that many articles share.
function shared(site) {
  const files = fs.readdirSync(site, { recursive: true }).filter((file) => path.basename(file) === 'index.html').sort();
  const kinds = {
    home: /^index/, topics: /^tags.index/, tag: /^tags.[^/]+.index/, month: /^tags.[^/]+.20[0-9-]+.index/,
    author: /^authors.[^/]+.index/, archive: /^months.index/,
  };
  return Object.entries(kinds).flatMap(([kind, form]) =>
    files.filter((file) => form.test(file)).slice(0, 1).map((file) => ({ kind, file: path.join(site, file) })));
}

function heading(file) {
  return /<h1[^>]*>([^<]*)/.exec(fs.readFileSync(file, 'utf8'))?.[1].trim() || path.basename(file);
}

// Every picture to take: the heading that it stands under, the file, what it shows, width and scheme.
function* shots(out) {
  const site = path.join(out, 'site');
  const shown = articles(site).flatMap((folder) => [
    { kind: 'page', file: path.join(folder, 'index.html') },
    { kind: 'AMP', file: path.join(folder, 'amp/index.html') },
  ]);
  shown.push(...shared(site));
  for (const { kind, file } of shown.filter(isShown)) yield* looks(kind, file, [1280, 390], BOTH);
  for (const name of fs.readdirSync(path.join(out, 'mail')).filter((it) => it.endsWith('.html')).sort()) {
    yield* looks('mail', path.join(out, 'mail', name), [700, 390], BOTH);
    for (const [client, [said, width]] of Object.entries(CLIENTS)) {
      yield* looks(said, path.join(out, 'clients', name.replace(/html$/, `${client}.html`)), [width], ['']);
    }
  }
}

function* looks(kind, file, widths, schemes) {
  for (const width of widths) for (const scheme of schemes) yield { kind, file, width, scheme, heading: heading(file) };
}

async function take(context, out, shot, number) {
  const { page } = await open(context, { ...shot, scheme: shot.scheme || 'light', site: path.join(out, 'site') });
  const name = `${shot.heading.slice(0, 40)} ${shot.kind} ${shot.width} ${shot.scheme}`.trim().toLowerCase();
  const png = `${String(number).padStart(3, '0')}-${name.replace(/[^\p{L}\p{M}\d]+/gu, '-')}.png`;
  await photograph(page, path.join(out, 'screenshots', png));
  await page.close();
  return { ...shot, png };
}

function sheet(taken) {
  const headings = [...new Set(taken.map((it) => it.heading))];
  const figure = ({ png, kind, width, scheme }) =>
    `<figure><a href="${png}"><img src="${png}" alt="" loading="lazy"></a><figcaption>${kind}, ${width} px${scheme && `, ${scheme}`}</figcaption></figure>`;
  const section = (heading) =>
    `<section><h2 dir="auto">${heading}</h2><div>${taken.filter((it) => it.heading === heading).map(figure).join('')}</div></section>`;
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Screenshots</title><style>
body { margin: 2rem; background: #777; color: #fff; font: 16px/1.5 system-ui, sans-serif; }
div { display: flex; flex-wrap: wrap; gap: 1rem; }
figure { margin: 0 0 1rem; }
a { display: block; height: 36rem; overflow: hidden; }
img { width: 20rem; }
</style></head><body><h1>Screenshots</h1>${headings.map(section).join('\n')}</body></html>
`;
}

async function main([given]) {
  const out = path.resolve(given);
  fs.rmSync(path.join(out, 'screenshots'), { recursive: true, force: true });
  fs.mkdirSync(path.join(out, 'screenshots'), { recursive: true });
  const taken = [];
  await inChromium(async (context) => {
    for (const shot of shots(out)) taken.push(await take(context, out, shot, taken.length + 1));
  });
  fs.writeFileSync(path.join(out, 'screenshots', 'index.html'), sheet(taken));
  console.log(`${taken.length} pictures: ${path.join(given, 'screenshots', 'index.html')}`);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(`screenshots: ${error.message}`);
  process.exit(2);
});

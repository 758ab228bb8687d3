#!/usr/bin/env node
// node lighthouse.mjs SITE FILE...: what Lighthouse gives to pages of the site in folder SITE, on a slow phone, with no network.
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import * as launcher from 'chrome-launcher';
import lighthouse from 'lighthouse';

const LEAST = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 };
// Processors that are shared slow a page now and then, and never speed it.
const RUNS = 3;
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost'];
const TYPES = { html: 'text/html; charset=utf-8', txt: 'text/plain', png: 'image/png', jpg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp', avif: 'image/avif', svg: 'image/svg+xml' };
const ROBOTS = 'User-agent: *\nAllow: /\n';
const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="90"><rect width="160" height="90" fill="#8a8a8a"/></svg>';

function fileOf(site, pathname) {
  const file = path.join(site, decodeURIComponent(pathname), pathname.endsWith('/') ? 'index.html' : '');
  return file.startsWith(site) && fs.existsSync(file) && fs.statSync(file).isFile() ? file : null;
}

// Pictures at full addresses: the site's own lie in its folder, a grey one stands for all others.
function local(site, html) {
  const picture = /( src|<link rel="icon" href)="https?:\/\/[^/"]+(\/[^"]*)"/g;
  return html.replace(picture, (_, where, it) => `${where}="${fileOf(site, it) ? it : '/picture.svg'}"`);
}

function answer(site, request, response) {
  const { pathname } = new URL(request.url, 'http://localhost');
  const send = (type, body) => {
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' });
    response.end(zlib.gzipSync(body));
  };
  const file = fileOf(site, pathname);
  if (file?.endsWith('.html')) send(TYPES.html, local(site, fs.readFileSync(file, 'utf8')));
  else if (file) send(TYPES[path.extname(file).slice(1)] ?? 'application/octet-stream', fs.readFileSync(file));
  else if (pathname === '/robots.txt') send(TYPES.txt, ROBOTS);
  else if (pathname === '/picture.svg') send('image/svg+xml', PICTURE);
  else response.writeHead(404).end();
}

async function look(address, port) {
  const { lhr } = await lighthouse(address, { port, output: 'json', logLevel: 'error', onlyCategories: Object.keys(LEAST) });
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
  return lhr;
}

const score = (lhr, name) => Math.round((lhr.categories[name].score ?? 0) * 100);

// What to mend in a category: the audits that cost it something.
function costly(lhr, name) {
  const audits = lhr.categories[name].auditRefs.filter(({ weight }) => weight).map(({ id }) => lhr.audits[id]);
  return audits.filter((it) => it.score !== null && it.score < 0.9).map((it) => `${it.title} ${it.displayValue ?? ''}`.trim());
}

async function low(address, port) {
  let missed = Object.keys(LEAST);
  let lhr;
  for (let run = 0; run < RUNS && missed.length; run++) {
    lhr = await look(address, port);
    missed = missed.filter((name) => score(lhr, name) < LEAST[name]);
  }
  return missed.map((name) => `${name} is ${score(lhr, name)} of ${LEAST[name]}: ${costly(lhr, name).join('; ')}`);
}

async function main([given, ...files]) {
  const site = path.resolve(given);
  const server = http.createServer((request, response) => answer(site, request, response));
  await new Promise((ready) => server.listen(0, 'localhost', ready));
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'flong-lighthouse-'));
  const chromePath = process.env.CHROMIUM || '/usr/bin/chromium';
  const chrome = await launcher.launch({ chromePath, userDataDir: profile, chromeFlags: FLAGS });
  try {
    for (const file of files) {
      const folder = path.relative(site, path.dirname(path.resolve(file))).split(path.sep).map(encodeURIComponent).join('/');
      const wrong = await low(`http://localhost:${server.address().port}/${folder}${folder && '/'}`, chrome.port);
      wrong.forEach((message) => console.log(`${file}: ${message}`));
      if (wrong.length) process.exitCode = 1;
    }
  } finally {
    await chrome.kill();
    server.close();
    fs.rmSync(profile, { recursive: true, force: true });
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(`lighthouse: ${error.stack || error}`);
  process.exit(2);
});

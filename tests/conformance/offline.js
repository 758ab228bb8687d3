// Files in Chromium as readers see them, with no network.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const { chromium } = require('playwright-core');

const OFFLINE = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--host-resolver-rules=MAP * ~NOTFOUND'];
const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="90"><rect width="160" height="90" fill="#8a8a8a"/></svg>';

// The AMP runtime is in no package. Without it the boilerplate hides the body, and amp-img has no picture and no size.
function showAmp() {
  document.querySelectorAll('style[amp-boilerplate]').forEach((style) => style.remove());
  document.head.insertAdjacentHTML('afterbegin', '<style>amp-img{display:inline-block}amp-img[layout=fill]{position:absolute;inset:0}</style>');
  for (const it of document.querySelectorAll('amp-img')) {
    const image = document.createElement('img');
    for (const name of ['src', 'alt']) if (it.hasAttribute(name)) image.setAttribute(name, it.getAttribute(name));
    image.style.cssText = 'width:100%;height:100%;object-fit:cover';
    const [width, height] = ['width', 'height'].map((name) => it.getAttribute(name));
    it.style.cssText = `width:100%;max-width:${width}px;aspect-ratio:${width}/${height}`;
    it.append(image);
  }
}

// A full page is looked at without scrolling, and what is below the fold waits for that.
async function showPictures() {
  const images = [...document.images];
  for (const it of images) it.loading = 'eager';
  await Promise.all(images.map((it) => it.decode().catch(() => null)));
}

function fileOf(site, address) {
  const asked = path.join(site, decodeURIComponent(new URL(address).pathname));
  return asked.startsWith(site) && fs.existsSync(asked) && fs.statSync(asked).isFile() ? asked : null;
}

async function answer(route, { site, file, blocked }) {
  const request = route.request();
  const held = fileOf(site, request.url());
  if (request.isNavigationRequest()) return route.fulfill({ path: file, contentType: 'text/html; charset=utf-8' });
  if (held) return route.fulfill({ path: held });
  if (request.resourceType() === 'image') return route.fulfill({ contentType: 'image/svg+xml', body: PICTURE });
  if (new URL(request.url()).hostname !== 'cdn.ampproject.org') blocked.push(`asks for ${request.url()}`);
  return route.abort();
}

// A page that shows the file at its width and in its scheme, and what went wrong meanwhile. `site` is where pictures lie.
async function open(context, { site, file, width, scheme }) {
  const page = await context.newPage();
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.route('**/*', (route) => answer(route, { site, file, blocked: wrong }));
  await page.goto('https://page.test/', { waitUntil: 'load' });
  await page.evaluate(showAmp);
  await page.evaluate(showPictures);
  return { page, wrong };
}

// Chromium makes no picture of a page that is taller.
const TALLEST = 15_000;

async function photograph(page, file) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const { width } = page.viewportSize();
  const clip = height > TALLEST ? { x: 0, y: 0, width, height: TALLEST } : undefined;
  await page.screenshot({ path: file, fullPage: true, clip, animations: 'disabled' });
}

async function inChromium(work) {
  const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';
  if (!fs.existsSync(executablePath)) {
    throw new Error(`there is no Chromium at ${executablePath}: \`apt-get install chromium\`, or say where yours is, as in CHROMIUM=/path/to/it`);
  }
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'flong-browser-'));
  // bypassCSP: axe is put into the page, which a strict policy would refuse
  const options = { executablePath, headless: true, args: OFFLINE, bypassCSP: true, serviceWorkers: 'block' };
  const context = await chromium.launchPersistentContext(profile, options);
  try {
    await work(context);
  } finally {
    await context.close();
    fs.rmSync(profile, { recursive: true, force: true });
  }
}

module.exports = { inChromium, open, photograph };

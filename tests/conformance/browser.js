#!/usr/bin/env node
// node browser.js SITE PICTURES FILE...: opens every file in Chromium, narrow and wide, light and dark, with no network.
// It must raise no error, be no wider than the screen, and satisfy WCAG 2.2 AA (axe). A picture of each is kept.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const { chromium } = require('playwright-core');

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
// A mail has no page around it: the mail program is its landmark.
const NOT_IN_MAIL = { region: { enabled: false }, 'landmark-one-main': { enabled: false }, 'page-has-heading-one': { enabled: false } };
const WIDTHS = [412, 1280];
const SCHEMES = ['light', 'dark'];
const OFFLINE = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--host-resolver-rules=MAP * ~NOTFOUND'];
const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="90"><rect width="160" height="90" fill="#8a8a8a"/></svg>';

// The AMP runtime is in no package. Without it the boilerplate hides the body, and amp-img has no picture and no size.
function showAmp() {
  document.querySelectorAll('style[amp-boilerplate]').forEach((style) => style.remove());
  for (const it of document.querySelectorAll('amp-img')) {
    const image = document.createElement('img');
    for (const name of ['src', 'alt']) if (it.hasAttribute(name)) image.setAttribute(name, it.getAttribute(name));
    image.style.cssText = 'width:100%;height:100%;object-fit:cover';
    const [width, height] = ['width', 'height'].map((name) => it.getAttribute(name));
    it.style.cssText = `display:block;width:100%;max-width:${width}px;aspect-ratio:${width}/${height}`;
    it.append(image);
  }
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

async function look(context, { site, pictures, file, width, scheme }) {
  const page = await context.newPage();
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.route('**/*', (route) => answer(route, { site, file, blocked: wrong }));
  await page.goto('https://page.test/', { waitUntil: 'load' });
  await page.evaluate(showAmp);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (overflow > 0) wrong.push(`is ${overflow}px wider than the screen`);
  const name = path.relative(path.dirname(site), file).replaceAll(path.sep, '-').replace(/\.html$/, '');
  await page.screenshot({ path: path.join(pictures, `${name}.${width}.${scheme}.png`), fullPage: true, animations: 'disabled' });
  await page.evaluate(AXE);
  const rules = file.includes('/mail/') ? NOT_IN_MAIL : {};
  const options = { runOnly: { type: 'tag', values: TAGS }, resultTypes: ['violations', 'passes'], rules };
  const result = await page.evaluate((given) => window.axe.run(document, given), options);
  for (const { id, help, nodes } of result.violations) wrong.push(`${id}: ${help}: ${nodes[0].html.slice(0, 160)}`);
  if (result.passes.length < 3) wrong.push('shows next to nothing');
  await page.close();
  return wrong;
}

async function main([site, pictures, ...files]) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'flong-browser-'));
  fs.mkdirSync(pictures, { recursive: true });
  const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';
  // bypassCSP: axe is put into the page, which a strict policy would refuse
  const options = { executablePath, headless: true, args: OFFLINE, bypassCSP: true, serviceWorkers: 'block' };
  const context = await chromium.launchPersistentContext(profile, options);
  try {
    for (const file of files.map((it) => path.resolve(it))) {
      for (const width of WIDTHS) {
        for (const scheme of SCHEMES) {
          const wrong = await look(context, { site: path.resolve(site), pictures, file, width, scheme });
          wrong.forEach((message) => console.log(`${file} (${width}px, ${scheme}): ${message}`));
          if (wrong.length) process.exitCode = 1;
        }
      }
    }
  } finally {
    await context.close();
    fs.rmSync(profile, { recursive: true, force: true });
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(`browser: ${error.stack || error}`);
  process.exit(2);
});

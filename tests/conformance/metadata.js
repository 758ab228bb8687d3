#!/usr/bin/env node
// node metadata.js FILE...: what search engines and social networks read of an article's page or AMP page, or of one that
// many articles share.
// JSON-LD by schema.org's whole vocabulary (schema-dts, by its types), Google's guidance for articles, Open Graph, canonical.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const { spawnSync } = require('child_process');
const parse5 = require('parse5');

const ARTICLES = new Set(['Article', 'NewsArticle', 'AnalysisNewsArticle', 'BlogPosting', 'TechArticle', 'Report']);
const SHARED = new Set(['CollectionPage', 'WebSite']);
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

const list = (value) => (value == null ? [] : Array.isArray(value) ? value : [value]);
const isArticle = (node) => list(node['@type']).some((type) => ARTICLES.has(type));
const isShared = (node) => list(node['@type']).some((type) => SHARED.has(type));
const isAbsolute = (url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
const isInstant = (text) => INSTANT.test(text) && !Number.isNaN(Date.parse(text));

function head(html) {
  const nodes = [];
  (function walk(node) {
    nodes.push(node);
    (node.childNodes ?? []).forEach(walk);
  })(parse5.parse(html));
  const attribute = (node, name) => node.attrs?.find((it) => it.name === name)?.value;
  const text = (node) => node.childNodes.map((child) => child.value ?? '').join('');
  const named = (name) => nodes.filter((node) => node.nodeName === name);
  const metas = new Map();
  for (const node of named('meta')) {
    const key = attribute(node, 'property') ?? attribute(node, 'name');
    if (key) metas.set(key, [...(metas.get(key) ?? []), attribute(node, 'content') ?? '']);
  }
  return {
    metas,
    amp: named('html').some((node) => node.attrs.some((it) => it.name === '⚡' || it.name === 'amp')),
    titles: named('title').filter((node) => node.parentNode.nodeName === 'head').map(text),
    canonicals: named('link').filter((node) => attribute(node, 'rel') === 'canonical').map((node) => attribute(node, 'href')),
    blocks: named('script').filter((node) => attribute(node, 'type') === 'application/ld+json').map(text),
  };
}

function checkHead({ metas, titles, canonicals, amp }, wrong) {
  const one = (key) => metas.get(key)?.[0] ?? '';
  if (titles.length !== 1 || !titles[0].trim()) wrong('needs one title');
  if (canonicals.length !== 1 || !isAbsolute(canonicals[0])) wrong('needs one absolute canonical link');
  if (metas.get('description')?.length !== 1 || !one('description').trim()) wrong('needs one description');
  if (amp && !metas.has('og:title')) return; // social networks read the canonical page
  for (const key of ['og:title', 'og:type', 'og:url', 'og:description', 'twitter:card']) {
    if (!one(key).trim()) wrong(`${key} is missing`);
  }
  if (!isAbsolute(one('og:url'))) wrong(`og:url is not absolute: ${one('og:url')}`);
  if (!metas.has('og:image')) return; // not every article has a picture
  if (!isAbsolute(one('og:image'))) wrong(`og:image is not absolute: ${one('og:image')}`);
  if (!one('og:image:alt').trim()) wrong('og:image:alt is missing');
}

function checkArticle(article, wrong) {
  if (typeof article.headline !== 'string' || !article.headline.trim()) wrong('headline is missing');
  const images = list(article.image).map((image) => (typeof image === 'string' ? image : image.url ?? image.contentUrl));
  if (!images.every(isAbsolute)) wrong('image is not absolute');
  for (const key of ['datePublished', 'dateModified']) {
    if (!isInstant(article[key])) wrong(`${key} is no instant with a zone: ${article[key]}`);
  }
  if (Date.parse(article.dateModified) < Date.parse(article.datePublished)) wrong('modified before it was published');
  if (!list(article.author).length || list(article.author).some((author) => !author.name)) wrong('author is missing or has no name');
  if (!article.mainEntityOfPage && !article.url) wrong('neither url nor mainEntityOfPage');
  if (!article.publisher) wrong('publisher is missing');
}

function checkShared(page, found, wrong) {
  if (!page.name?.trim()) wrong('name is missing');
  if (!isAbsolute(page.url)) wrong(`url is not absolute: ${page.url}`);
  const trail = found.find((node) => node['@type'] === 'BreadcrumbList')?.itemListElement ?? [];
  if (page['@type'] === 'CollectionPage' && trail.at(-1)?.item !== page.url) wrong('the way does not lead to the page');
  for (const { url } of page.mainEntity?.itemListElement ?? []) if (!isAbsolute(url)) wrong(`lists what is not absolute: ${url}`);
}

function checkBlock(raw, wrong) {
  let top;
  try {
    top = JSON.parse(raw);
  } catch (error) {
    wrong(`JSON-LD does not parse: ${error.message}`);
    return [];
  }
  if (/<\/script|<!--/i.test(raw)) wrong('JSON-LD holds </script or <!--');
  if (!/^https?:\/\/schema\.org\/?$/.test(top['@context'])) wrong(`@context is ${top['@context']}`);
  return list(top['@graph'] ?? top).map(({ '@context': _, ...node }) => node);
}

// Every node becomes a literal on a line of its own, so that the line of a complaint is the number of its node.
function checkVocabulary(nodes) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'flong-metadata-'));
  const literals = nodes.map(({ node }, number) => {
    const type = list(node['@type'])[0];
    return `export const n${number}: Exclude<S.${type}, string> = ${JSON.stringify(node)};`;
  });
  const options = { noEmit: true, strict: true, skipLibCheck: true, target: 'es2022', module: 'esnext', types: [] };
  fs.writeFileSync(path.join(folder, 'n.ts'), ["import type * as S from 'schema-dts';", ...literals].join('\n'));
  fs.writeFileSync(
    path.join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...options, moduleResolution: 'bundler' }, files: ['n.ts'] }),
  );
  fs.symlinkSync(path.join(__dirname, 'node_modules'), path.join(folder, 'node_modules'));
  const compiler = path.join(__dirname, 'node_modules/typescript/bin/tsc');
  const result = spawnSync(process.execPath, [compiler, '-p', folder, '--pretty', 'false'], { encoding: 'utf8' });
  fs.rmSync(folder, { recursive: true });
  for (const line of result.stdout.split('\n')) {
    const found = /n\.ts\((\d+),\d+\): error (.*)/.exec(line);
    if (found) nodes[found[1] - 2].wrong(`schema.org: ${found[2].slice(0, 300)}`);
    else if (/^\s+.*(does not exist|not assignable)/.test(line)) console.log(line.slice(0, 300));
  }
  if (result.status && !result.stdout.includes('n.ts(')) throw new Error(result.stdout + result.stderr);
}

const nodes = [];
for (const file of process.argv.slice(2)) {
  const wrong = (message) => {
    console.log(`${file}: ${message}`);
    process.exitCode = 1;
  };
  const page = head(fs.readFileSync(file, 'utf8'));
  checkHead(page, wrong);
  const found = page.blocks.flatMap((block) => checkBlock(block, wrong));
  if (!found.some((node) => isArticle(node) || isShared(node))) wrong('has neither an article nor a list in its JSON-LD');
  found.filter(isShared).forEach((node) => checkShared(node, found, wrong));
  found.filter(isArticle).forEach((article) => checkArticle(article, wrong));
  nodes.push(...found.map((node) => ({ node, wrong })));
}
checkVocabulary(nodes);

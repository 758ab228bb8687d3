#!/usr/bin/env node
// node email_css.mjs FILE...: no HTML or CSS that one of the large email clients drops, by the data of caniemail.com.
import fs from 'node:fs';
import { caniemail } from 'caniemail';

const CLIENTS = [
  'apple-mail.*',
  'gmail.android',
  'gmail.desktop-webmail',
  'gmail.ios',
  'outlook.android',
  'outlook.ios',
  'outlook.macos',
  'outlook.outlook-com',
  'outlook.windows',
  'samsung-email.*',
  'yahoo.*',
];
// A client that drops one of these still shows a mail that can be read.
const ENHANCEMENTS = new Set([
  '!important',
  '<body> element',
  '<style> element',
  ':root',
  '@media (prefers-color-scheme)',
  '@media',
  'Attribute selector',
  'border-radius',
  'color-scheme',
  'display:none',
  'height property',
  'lang attribute',
  'max-height',
  'max-width',
  'meta color-scheme',
  'overflow',
  'role attribute',
  'table-layout',
  'white-space',
  'word-break',
]);

// Outlook for Windows alone reads these comments, and nobody else what is in them.
const seenByMost = (html) => html.replace(/<!--\[if[^\]]*\]>[\s\S]*?<!\[endif\]-->/gi, '');

function unsupported(html) {
  const clients = new Map();
  for (const [client, issues] of caniemail({ clients: CLIENTS, html: seenByMost(html) }).issues.errors) {
    for (const { title } of issues) {
      if (!ENHANCEMENTS.has(title)) clients.set(title, [...(clients.get(title) ?? []), client]);
    }
  }
  return clients;
}

for (const file of process.argv.slice(2)) {
  for (const [title, clients] of unsupported(fs.readFileSync(file, 'utf8'))) {
    console.log(`${file}: ${title} is not supported by ${[...new Set(clients)].join(', ')}`);
    process.exitCode = 1;
  }
}

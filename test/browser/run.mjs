// The pages as a browser shows them. Starts build/heed itself, on a free port.
//
//   node run.mjs                            HEED=path/to/heed for another program
//                                           HEED_PAGES='^check' for the pages of these names alone
//   node run.mjs --pictures FOLDER          tests nothing, and draws the pictures of the read-me
//
// Prints one line a check, and "N passed, N failed" at the end.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { flows } from './flows.mjs';
import { links } from './links.mjs';
import { measures, missingOnPhone, SPACING } from './layout.mjs';
import { pages as all } from './pages.mjs';
import { takePictures } from './pictures.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pages = all.filter(entry => new RegExp(process.env.HEED_PAGES || '').test(entry.name));
const WIDTHS = [1280, 390];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'];

let passed = 0, failed = 0;
function check(name, good, why = '') {
    if (good) passed++; else failed++;
    console.log(`${good ? 'ok' : 'NOT OK'} ${name}${good || !why ? '' : `: ${why}`}`);
}

function serve() {
    const heed = spawn(process.env.HEED || join(root, 'build/heed'), ['serve', '--port', '0', '--policies', process.env.HEED_POLICIES || join(root, 'policies')],
        { stdio: ['ignore', 'pipe', 'inherit'] });
    return new Promise((resolve, reject) => {
        heed.on('error', reject);
        heed.on('exit', code => reject(new Error(`heed serve ended at once, with ${code}`)));
        heed.stdout.once('data', line => resolve({ heed, base: String(line).trim() }));
    });
}

const titles = new Map();
const wide = new Map();

// One page in one window: what must hold wherever it is shown.
async function look(page, base, entry, width, js) {
    const name = `${entry.name} ${width}${js ? '' : ' no scripts'}`;
    const strangers = [];
    const watch = r => { if (!r.url().startsWith(base)) strangers.push(r.url()); };
    page.on('request', watch);
    const response = await page.goto(base + entry.path);
    const headers = await response.allHeaders();
    check(`${name}: status ${entry.status ?? 200}`, response.status() === (entry.status ?? 200), String(response.status()));
    check(`${name}: strict content policy`, (headers['content-security-policy'] || '').startsWith("default-src 'none'; style-src 'self'"));
    check(`${name}: no cookie`, !headers['set-cookie'] && (await page.context().cookies()).length === 0);
    if (entry.verdict) {
        const shown = await page.locator('h1').innerText();
        check(`${name}: says ${entry.verdict}`, shown === entry.verdict, shown);
    }
    const found = await page.evaluate(measures);
    check(`${name}: one h1, and a title`, found.h1 === 1 && found.title.length > 6, `${found.h1} h1, "${found.title}"`);
    if (js && width === WIDTHS[0]) {
        check(`${name}: title is its own`, !titles.has(found.title) || entry.sameTitle, `also ${titles.get(found.title)}`);
        titles.set(found.title, entry.path);
    }
    check(`${name}: no sideways scroll`, found.scroll <= 0, `${found.scroll} px too wide`);
    check(`${name}: no long text in a narrow column`, found.narrow.length === 0, found.narrow.join(' | '));
    check(`${name}: style sheet arrived`, found.styled);
    check(`${name}: what is pressed is 24 px large or stands alone`, found.small.length === 0, found.small.slice(0, 4).join(' | '));
    if (width === WIDTHS[0]) {
        wide.set(`${entry.path} ${js}`, found.visible);
    } else {
        const lost = missingOnPhone(wide.get(`${entry.path} ${js}`), found.visible);
        check(`${name}: nothing of the wide page is lost`, lost.length === 0, lost.slice(0, 4).join(' | '));
        await page.setViewportSize({ width: 320, height: 800 });
        const small = await page.evaluate(measures);
        check(`${name}: no sideways scroll at 320`, small.scroll <= 0, `${small.scroll} px too wide`);
        await page.setViewportSize({ width, height: 900 });
        if (js) {
            const style = await page.addStyleTag({ content: SPACING });
            const spaced = await page.evaluate(measures);
            check(`${name}: nothing is lost when the text is spaced`, spaced.scroll <= 0 && spaced.cut.length === 0, `${spaced.scroll} px; ${spaced.cut.slice(0, 3).join(' | ')}`);
            await style.evaluate(e => e.remove());
        }
    }
    check(`${name}: asks no other computer`, strangers.length === 0, strangers.join(' '));
    page.off('request', watch);
    return found.text;
}

async function accessible(page, name) {
    await page.evaluate(axe);
    const result = await page.evaluate(tags => window.axe.run(document, { runOnly: tags }), RULES);
    const bad = result.violations.map(v => `${v.id} (${v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(', ')})`);
    check(`${name}: axe finds nothing`, bad.length === 0, bad.join('; '));
}

// What is folded away must hold as well.
async function unfolded(page, name) {
    if (!await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }) ?? document.querySelectorAll('details').length))
        return;
    await accessible(page, name);
    const found = await page.evaluate(measures);
    check(`${name}: no sideways scroll, no narrow text`, found.scroll <= 0 && found.narrow.length === 0, `${found.scroll} ${found.narrow.join(' | ')}`);
}

async function tests(browser, base) {
    const texts = new Map();
    for (const js of [true, false])
        for (const width of WIDTHS) {
            const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: js, bypassCSP: js });
            const page = await context.newPage();
            for (const entry of pages) {
                const text = await look(page, base, entry, width, js);
                if (js) {
                    await accessible(page, `${entry.name} ${width}`);
                    await unfolded(page, `${entry.name} ${width}, unfolded`);
                    texts.set(`${entry.path} ${width}`, text);
                } else {
                    check(`${entry.name} ${width}: the same without scripts`, text === texts.get(`${entry.path} ${width}`));
                }
            }
            await context.close();
        }
    await links(base, pages, check);
    if (!process.env.HEED_PAGES)
        await flows(browser, base, check);
}

async function main() {
    const { heed, base } = await serve();
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
    try {
        const at = process.argv.indexOf('--pictures');
        if (at > 0)
            await takePictures(browser, base, process.argv[at + 1]);
        else
            await tests(browser, base);
    } finally {
        await browser.close();
        heed.removeAllListeners('exit');
        heed.kill('SIGTERM');
    }
    if (passed + failed)
        console.log(`${passed} passed, ${failed} failed`);
    process.exitCode = failed ? 1 : 0;
}

main().catch(e => {
    console.error(`browser tests: ${e.message}`);
    console.log(`${passed} passed, ${failed + 1} failed`);
    process.exitCode = 1;
});

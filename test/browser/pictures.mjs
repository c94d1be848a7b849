// Pictures for docs/pictures, which the read-me and docs/PICTURES.md show. script/pictures draws them all and makes them small.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const tallest = width => width < 500 ? 1750 : 1900;          // a whole policy would be a very long picture
const words = (policy, q) => `/ask?policy=${policy}&q=${encodeURIComponent(q)}`;
const former = 'Can a teacher accept a friend request from a former pupil?';
const WIDTHS = [1280, 390];
const wanted = [
    ['ask', '/ask?policy=dereham'],
    ['answer-no', words('bledington', former)],
    ['answer-yes-if', words('stivichall', 'Can a teacher open a class Facebook page?')],
    ['answer-nothing-forbids', words('dereham', 'Can a teacher use Facebook at home in the evening?')],
    ['answer-one-question', words('dereham', former)],
    ['answer-silent', words('st-thomas', former)],
    ['policy', '/policies/ewloe-green?role=teacher'],
    ['check', '/policies/dereham/check'],
    ['coverage', '/policies/dereham/coverage'],
    ['compare', '/compare'],
];

export async function takePictures(browser, base, folder) {
    mkdirSync(folder, { recursive: true });
    for (const [name, width, path] of wanted.flatMap(([name, path]) => WIDTHS.map(width => [name, width, path]))) {
        const page = await browser.newPage({ viewport: { width, height: 900 } });
        await page.goto(base + path);
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, tallest(width)) } });
        await page.close();
    }
}

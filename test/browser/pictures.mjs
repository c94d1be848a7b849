// Pictures for docs/pictures, which the read-me shows. script/pictures draws them all and makes them small.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const tallest = width => width < 500 ? 1750 : 1900;          // a whole policy would be a very long picture
const words = (policy, q) => `/ask?policy=${policy}&q=${encodeURIComponent(q)}`;
const former = 'Can a teacher accept a friend request from a former pupil?';
const wanted = [
    ['answer-no', 1280, words('bledington', former)],
    ['policy', 1280, '/policies/ewloe-green?role=teacher'],
    ['ask', 390, '/ask?policy=dereham'],
    ['answer-one-question', 390, words('dereham', former)],
    ['answer-yes-if', 390, words('stivichall', 'Can a teacher open a class Facebook page?')],
    ['answer-silent', 390, words('st-thomas', former)],
];

export async function takePictures(browser, base, folder) {
    mkdirSync(folder, { recursive: true });
    for (const [name, width, path] of wanted) {
        const page = await browser.newPage({ viewport: { width, height: 900 } });
        await page.goto(base + path);
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, tallest(width)) } });
        await page.close();
    }
}

// Pictures for docs/pictures, at both widths. Made smaller afterwards: pngquant 40 FILE; optipng FILE.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const tallest = name => name === 'policy' ? 1900 : 3200;     // a whole policy would be a very long picture
const words = (policy, q) => `/ask?policy=${policy}&q=${encodeURIComponent(q)}`;
const former = 'Can a teacher accept a friend request from a former pupil?';
const wanted = {
    home: '/', ask: '/ask?policy=dereham', policies: '/policies', policy: '/policies/ewloe-green?role=teacher',
    'answer-no': words('bledington', former), 'answer-yes-if': words('stivichall', 'Can a teacher open a class Facebook page?'),
    'answer-nothing-forbids': words('dereham', 'I am a teacher. Can I accept a friend request from a former pupil who is 19?'),
    'answer-one-question': words('dereham', former), 'answer-silent': words('st-thomas', former),
};

export async function takePictures(browser, base, folder) {
    mkdirSync(folder, { recursive: true });
    for (const width of [390, 1280]) {
        const page = await browser.newPage({ viewport: { width, height: 900 } });
        for (const [name, path] of Object.entries(wanted)) {
            await page.goto(base + path);
            const height = await page.evaluate(() => document.documentElement.scrollHeight);
            await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, tallest(name)) } });
        }
        await page.close();
    }
}

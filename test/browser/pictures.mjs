// Pictures for docs/pictures: full pages at both widths.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { answers } from './pages.mjs';

const wanted = {
    home: '/', ask: '/ask?policy=dereham', policies: '/policies', policy: '/policies/dereham?role=teacher',
    'answer-no': answers.noWithDuties, 'answer-yes-if': answers.yesIf, 'answer-nothing-forbids': answers.nothingForbids,
    'answer-one-question': answers.unclear, 'answer-silent': answers.silent,
};

export async function takePictures(browser, base, folder) {
    mkdirSync(folder, { recursive: true });
    for (const width of [390, 1280]) {
        const page = await browser.newPage({ viewport: { width, height: 900 } });
        for (const [name, path] of Object.entries(wanted)) {
            await page.goto(base + path);
            await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
        }
        await page.close();
    }
}

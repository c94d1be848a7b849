// What people do: ask, answer the one question, change a fact, say "not so", read and search a policy.
import { answers } from './pages.mjs';

async function askInWords(page, base, check, name) {
    await page.goto(base + '/');
    await page.selectOption('#policy', 'dereham');
    await page.fill('#q', 'Can I accept a friend request from a pupil?');
    await page.click('.askbox .btn');
    check(`${name}: asking leads to an answer`, new URL(page.url()).pathname === '/ask' && await page.locator('.verdict h1').count() === 1);
    check(`${name}: the question stands above its reading`, (await page.locator('.step').innerText()).includes('friend request'));
    check(`${name}: the reading stands above the verdict`, await page.evaluate(() =>
        document.querySelector('.reading').getBoundingClientRect().bottom <= document.querySelector('.verdict').getBoundingClientRect().top));
    check(`${name}: the answer can be linked`, page.url().includes('q=Can') && page.url().includes('policy=dereham'));
}

async function oneQuestion(page, base, check, name) {
    await page.goto(base + answers.unclear);
    const prompt = await page.locator('.oneq legend, .oneq label.big').first().innerText();
    check(`${name}: one question is asked`, prompt.endsWith('?'), prompt);
    const before = page.url();
    for (let turn = 0; turn < 4 && await page.locator('.oneq').count(); turn++) {
        const list = page.locator('.oneq select');
        if (await list.count())
            await list.selectOption({ index: 1 });
        else
            await page.locator('.oneq .opt input').last().check();
        await page.locator('.oneq .btn').click();
    }
    const verdict = await page.locator('h1').innerText();
    check(`${name}: answering leads to a verdict`, page.url() !== before && verdict !== 'One question first', verdict);
}

async function whoAsks(page, base, check, name) {
    await page.goto(`${base}/ask?policy=dereham&q=${encodeURIComponent('Can I accept a friend request from a pupil?')}`);
    check(`${name}: who it is, is asked in one list`, await page.locator('.oneq select option').count() > 10);
    await page.locator('.oneq select').selectOption('teacher');
    await page.locator('.oneq .btn').click();
    check(`${name}: and then there is an answer`, await page.locator('h1').innerText() === 'No', await page.locator('h1').innerText());
}

async function changeFact(page, base, check, name) {
    await page.goto(base + answers.no);
    await page.locator('.reading summary').click();
    const select = page.locator('.reading select').filter({ has: page.locator('option[value="act=decline-contact-request"]') });
    await select.selectOption('act=decline-contact-request');
    await page.getByRole('button', { name: 'Answer with these facts' }).click();
    check(`${name}: a changed fact is in the address`, page.url().includes('act%3Ddecline-contact-request'));
    const verdict = await page.locator('h1').innerText();
    check(`${name}: a changed fact changes the verdict`, verdict !== 'No', verdict);
    await page.goto(base + answers.no);
    await page.locator('.reading summary').click();
    const told = await page.locator('.reading a').count();
    await page.locator('.reading a').first().click();
    await page.locator('.reading summary').click();
    check(`${name}: a told fact can be taken away`, await page.locator('.reading a').count() === told - 1);
}

async function notSo(page, base, check, name) {
    const link = page.locator('.assumed a').first();
    for (const path of Object.values(answers)) {         /* which answers rest on an assumption hangs on the policies */
        await page.goto(base + path);
        if (await link.count())
            break;
    }
    check(`${name}: what was assumed can be denied`, await link.count() === 1);
    const before = page.url();
    await link.click();
    check(`${name}: denying it asks again with one fact more`, page.url() !== before &&
        new URL(page.url()).searchParams.getAll('fact').length === new URL(before).searchParams.getAll('fact').length + 1);
}

async function otherSchools(page, base, check, name) {
    await page.goto(base + answers.noWithDuties);
    const rows = await page.locator('.elsewhere li').evaluateAll(all => all.map(li => [li.querySelector('a').href, li.querySelector('.tag').innerText]));
    check(`${name}: the other policies are named`, rows.length === 4, String(rows.length));
    for (const [href, shown] of rows) {
        await page.goto(href);
        const verdict = await page.locator('h1').innerText();
        check(`${name}: ${new URL(href).searchParams.get('policy')} says there what was said here`, verdict === shown, `${verdict}, not ${shown}`);
    }
    await page.goto(`${base}/ask?policy=dereham`);
    const asked = await page.locator('.tasks li').evaluateAll(all => all.map(li => [li.querySelector('a').href, li.querySelector('.tag').innerText]));
    for (const [href, shown] of asked) {
        await page.goto(href);
        const verdict = await page.locator('h1').innerText();
        check(`${name}: "${new URL(href).searchParams.get('q')}" is answered as listed`, verdict === shown, `${verdict}, not ${shown}`);
    }
}

async function clauseLink(page, base, check, name) {
    await page.goto(base + answers.no);
    const link = page.locator('.clause .ch a').first();
    const id = (await link.getAttribute('href')).split('#')[1];
    await link.click();
    const box = await page.locator(`[id="${id}"]`).boundingBox();
    check(`${name}: a cited clause is in view on its policy's page`, page.url().endsWith(`#${id}`) && box && box.y >= 0 && box.y < 900, JSON.stringify(box));
}

async function readPolicy(page, base, check, name) {
    await page.goto(`${base}/policies/dereham`);
    const all = await page.locator('.cl').count();
    await page.selectOption('#role', 'pupil');
    await page.click('.bar .btn');
    const some = await page.locator('.cl').count();
    check(`${name}: a role shows fewer clauses, and how many`, some > 0 && some < all && (await page.getByRole('status').innerText()).includes(String(some)), `${some} of ${all}`);
    await page.goto(`${base}/policies/dereham`);
    await page.fill('#find', 'FRIEND');
    await page.click('.bar .btn');
    const found = await page.locator('.cl').allInnerTexts();
    check(`${name}: finding shows only clauses with the words`, found.length > 0 && found.length < all && found.every(t => /friend/i.test(t)));
    await page.goto(`${base}/policies`);
    await page.locator('.tasks a').first().click();
    check(`${name}: the list leads to a policy with its clauses`, await page.locator('.cl .no').count() > 20);
}

async function keyboard(page, base, check) {
    await page.goto(base + answers.no);
    await page.keyboard.press('Tab');
    check('keyboard: the first stop skips to the content', await page.evaluate(() => document.activeElement.matches('.skip') && document.activeElement.getBoundingClientRect().left >= 0));
    await page.keyboard.press('Enter');
    check('keyboard: skipping lands in the content', await page.evaluate(() => document.activeElement.id === 'main'));
    let bare = 0, stops = 0;
    for (; stops < 40; stops++) {
        await page.keyboard.press('Tab');
        const state = await page.evaluate(() => {
            const e = document.activeElement;
            if (e === document.body)
                return 'end';
            const s = getComputedStyle(e), box = e.getBoundingClientRect();
            return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 && box.bottom > 0 && box.top < innerHeight ? 'seen' : 'bare';
        });
        if (state === 'end')
            break;
        bare += state === 'bare';
    }
    check('keyboard: every stop is in view with an outline', stops > 8 && bare === 0, `${bare} of ${stops}`);
}

async function plainRequests(base, check) {
    const json = await (await fetch(base + answers.no, { headers: { accept: 'application/json' } })).json();
    check('the same address gives JSON', json.outcome === 'prohibited' && Array.isArray(json.clauses) && json.clauses.length > 0);
    const list = await (await fetch(`${base}/policies`, { headers: { accept: 'application/json' } })).json();
    check('the list of policies as JSON', list.rows.length === 5 && list.rows.every(r => r.slug && r.clauses > 20));
    const post = await fetch(`${base}/ask`, { method: 'POST', body: '' });
    check('writing is refused in words', post.status === 405 && post.headers.get('allow') === 'GET, HEAD' && (await post.text()).includes('can be read'));
    const body = await fetch(`${base}/ask`, { method: 'POST', body: 'q=x' });
    check('a body is refused', body.status === 405);
    const fact = await fetch(`${base}/ask?policy=dereham&q=May+I%3F&fact=zebra`);
    const factSaid = await fact.text();
    check('a fact that is none is said beside the question', fact.status === 400 && factSaid.includes('zebra') && factSaid.includes('May I?') && fact.headers.get('cache-control') === 'no-store');
    const factJson = await fetch(`${base}/ask?policy=dereham&fact=zebra`, { headers: { accept: 'application/json' } });
    check('and in JSON', factJson.status === 400 && (await factJson.json()).sentence.includes('zebra'));
    const page = await fetch(`${base}/policies/dereham`);
    const again = await fetch(`${base}/policies/dereham`, { headers: { 'if-none-match': page.headers.get('etag') } });
    check('a policy that did not change is not sent again', page.status === 200 && again.status === 304 && (await again.text()) === '');
    const long = await fetch(`${base}/ask?q=${'a'.repeat(9000)}`);
    check('an absurd address is refused', long.status === 414);
    const asked = await fetch(base + answers.no);
    check('an answer is kept nowhere', asked.headers.get('cache-control') === 'no-store' && asked.headers.get('referrer-policy') === 'no-referrer');
    const sheet = await fetch(base + /href="(\/assets\/[^"]*\.css)"/.exec(await asked.text())[1]);
    check('the style sheet is kept for long', sheet.headers.get('cache-control').includes('immutable') && sheet.headers.get('content-type').startsWith('text/css'));
    const text = await fetch(`${base}/policies/dereham.md`);
    check('the text of a policy can be read', text.headers.get('content-type').startsWith('text/markdown') && (await text.text()).includes('```heed'));
    const twice = [await (await fetch(base + answers.no)).text(), await (await fetch(base + answers.no)).text()];
    check('the same question gets the same bytes', twice[0] === twice[1]);
    const tricky = await (await fetch(`${base}/ask?policy=dereham&q=${encodeURIComponent('<script>alert(1)</script> "x"')}`)).text();
    check('words of a question are shown as words', !tricky.includes('<script>') && tricky.includes('&lt;script&gt;'));
}

export async function flows(browser, base, check) {
    for (const js of [true, false])
        for (const width of [390, 1280]) {
            const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: js });
            const page = await context.newPage();
            page.setDefaultTimeout(5000);
            for (const flow of [askInWords, oneQuestion, whoAsks, changeFact, notSo, otherSchools, clauseLink, readPolicy])
                await flow(page, base, check, `${flow.name} ${width}${js ? '' : ' no scripts'}`)
                    .catch(e => check(`${flow.name} ${width}${js ? '' : ' no scripts'}: runs`, false, e.message.split('\n')[0]));
            await context.close();
        }
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await keyboard(page, base, check);
    await page.emulateMedia({ media: 'print' });
    check('print: no menus, and the clauses', await page.evaluate(() => getComputedStyle(document.querySelector('.nav')).display === 'none' &&
        getComputedStyle(document.querySelector('.clause')).display !== 'none'));
    await page.emulateMedia({ media: 'screen', forcedColors: 'active' });
    check('forced colours: badges keep an edge', await page.evaluate(() => getComputedStyle(document.querySelector('.rule')).borderTopWidth !== '0px'));
    await context.close();
    await plainRequests(base, check);
}

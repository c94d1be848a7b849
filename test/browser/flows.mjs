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

async function whatThen(page, base, check, name) {
    await page.goto(`${base}/ask?policy=stivichall&fact=teacher&fact=act%3Dreport-approach`);
    await page.locator('.assumed li').filter({ hasText: 'What happened first?' }).getByRole('link').click();
    check(`${name}: denying that nothing happened asks what did`, await page.locator('.oneq').count() === 1);
    await page.locator('.oneq select').selectOption('event=message-received');
    await page.locator('.oneq .btn').click();
    check(`${name}: and it is told`, page.url().includes('event%3Dmessage-received') && await page.locator('.verdict').count() === 1);
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

async function aboutClause(page, base, check, name) {
    await page.goto(`${base}/policies/dereham`);
    await page.getByRole('link', { name: 'Ask about 6.04a' }).click();
    check(`${name}: the clause leads to the form`, await page.locator('h1').innerText() === 'Ask about clause 6.04a');
    check(`${name}: with its words`, (await page.locator('.clause').innerText()).includes('pupil'));
    check(`${name}: and the lists set to it`, await page.locator('#pick-act').inputValue() === 'act=accept-contact-request' &&
        await page.locator('#pick-party').inputValue() === 'pupil-here');
    await page.selectOption('#pick-role', 'teacher');
    await page.click('form.box .btn');
    check(`${name}: whose answer cites it`, await page.locator('h1').innerText() === 'No' && (await page.locator('.clause .ch').allInnerTexts()).some(t => t.includes('6.04a')));
    await page.goBack();
    await page.locator('.tasks a').first().click();
    check(`${name}: a line of it asks who you are`, await page.locator('h1').innerText() === 'One question first');
}

async function somethingElse(page, base, check, name) {
    await page.goto(`${base}/ask?policy=dereham&q=zebra+crossing`);
    const few = await page.locator('.oneq .opt input').count();
    check(`${name}: what is done is asked with a few likely acts`, few > 3 && few < 10, String(few));
    await page.getByLabel('Something else').check();
    await page.locator('.oneq .btn').click();
    check(`${name}: something else gives the whole list`, await page.locator('.oneq select option').count() > 60);
    await page.locator('.oneq select').selectOption('act=take-photo');
    await page.locator('.oneq .btn').click();
    check(`${name}: and goes on from there`, page.url().includes('act%3Dtake-photo') && !(await page.locator('.oneq option[value="act=take-photo"]').count()));
}

// Every stop of a page in turn: in view, with an outline, in the order of the source; and the walk ends.
async function walk(page, base, path, check) {
    await page.goto(base + path);
    let last = -1, why = '', stops = 0;
    for (; stops < 400 && !why; stops++) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate(() => {
            const e = document.activeElement;
            if (e === document.body || e === document.documentElement)
                return null;
            const s = getComputedStyle(e), box = e.getBoundingClientRect(), all = [...document.querySelectorAll('*')];
            return { index: all.indexOf(e), what: (e.innerText || e.name || e.id).slice(0, 40), outline: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,
                seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth };
        });
        if (!at || at.index < last)
            break;
        if (!at.outline || !at.seen || at.index === last)
            why = `${at.what}: ${at.outline ? '' : 'no outline '}${at.seen ? '' : 'out of view '}${at.index === last ? 'stuck' : ''}`;
        last = at.index;
    }
    check(`keyboard ${path.slice(0, 50)}: every stop is in view with an outline, in order, and the walk ends`, !why && stops > 8 && stops < 400, why || String(stops));
}

async function keyboard(page, base, check) {
    await page.goto(base + answers.no);
    await page.keyboard.press('Tab');
    check('keyboard: the first stop skips to the content', await page.evaluate(() => document.activeElement.matches('.skip') && document.activeElement.getBoundingClientRect().left >= 0));
    await page.keyboard.press('Enter');
    check('keyboard: skipping lands in the content', await page.evaluate(() => document.activeElement.id === 'main'));
    for (const path of ['/', '/ask?policy=dereham', '/policies/bledington?role=pupil', answers.no, answers.unclear, '/ask?policy=dereham&about=6.04a'])
        await walk(page, base, path, check);
    await page.goto(`${base}/ask?policy=dereham&q=zebra+crossing`);
    await page.locator('.oneq .opt input').first().focus();
    await page.keyboard.press('ArrowDown');
    check('keyboard: arrows choose among answers', await page.evaluate(() => document.activeElement.checked && document.activeElement.id === 'o2'));
    await page.locator('.oneq .btn').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/fact=/).catch(() => {});
    check('keyboard: and Enter sends', !(new URL(page.url()).searchParams.get('fact') ?? '').endsWith('=') && page.url().includes('fact='));
}

// Governors print the policy: every clause and its badge on paper, nothing to press, nothing cut off.
async function paper(page, base, check) {
    await page.setViewportSize({ width: 794, height: 1123 });
    await page.goto(`${base}/policies/dereham`);
    await page.emulateMedia({ media: 'print' });
    const found = await page.evaluate(() => {
        const there = e => e && e.getBoundingClientRect().height > 0 && getComputedStyle(e).display !== 'none';
        return { clauses: [...document.querySelectorAll('.cl')].filter(there).length, all: document.querySelectorAll('.cl').length,
            controls: [...document.querySelectorAll('.nav,.toc,.bar,.skip,.cl a[href*="about="],button,select')].filter(there).length,
            title: there(document.querySelector('h1')), version: there(document.querySelector('.meta')), hash: there(document.querySelector('.imprint')),
            wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
            columns: document.querySelector('.side-left') && getComputedStyle(document.querySelector('.side-left')).display };
    });
    check('print: every clause, and nothing to press', found.clauses === found.all && found.all > 100 && found.controls === 0, JSON.stringify(found));
    check('print: title, version and the text it was printed from', found.title && found.version && found.hash, JSON.stringify(found));
    check('print: one column, nothing cut off', found.wide <= 0 && found.columns === 'block', JSON.stringify(found));
    const pdf = await page.pdf({ format: 'A4' });
    const sheets = (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;
    check('print: a policy of a hundred clauses takes few sheets', sheets > 2 && sheets <= 14, String(sheets));
    await page.emulateMedia({ media: 'screen' });
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
            for (const flow of [askInWords, oneQuestion, whoAsks, changeFact, notSo, whatThen, otherSchools, clauseLink, readPolicy, aboutClause, somethingElse])
                await flow(page, base, check, `${flow.name} ${width}${js ? '' : ' no scripts'}`)
                    .catch(e => check(`${flow.name} ${width}${js ? '' : ' no scripts'}: runs`, false, e.message.split('\n')[0]));
            await context.close();
        }
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await keyboard(page, base, check);
    await paper(page, base, check);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(base + answers.no);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    check('reduced motion: nothing moves', await page.evaluate(() => [...document.querySelectorAll('*')].every(e => {
        const s = getComputedStyle(e);
        return s.animationName === 'none' && parseFloat(s.transitionDuration) === 0 && s.scrollBehavior === 'auto';
    })));
    await page.emulateMedia({ media: 'print' });
    check('print: no menus, and the clauses', await page.evaluate(() => getComputedStyle(document.querySelector('.nav')).display === 'none' &&
        getComputedStyle(document.querySelector('.clause')).display !== 'none'));
    await page.emulateMedia({ media: 'screen', forcedColors: 'active' });
    check('forced colours: badges keep an edge', await page.evaluate(() => getComputedStyle(document.querySelector('.rule')).borderTopWidth !== '0px'));
    await context.close();
    await plainRequests(base, check);
}

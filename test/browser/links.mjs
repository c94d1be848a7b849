// Every link of every page leads somewhere, and its fragment stands there. Also: what a page weighs.
import { gzipSync } from 'node:zlib';

const LIMIT = 30 * 1024;                 // page and style sheet together, as they would travel
const decode = s => s.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>');

export async function links(base, pages, check) {
    const seen = new Map();
    const read = async path => {
        if (!seen.has(path)) {
            const r = await fetch(base + path);
            seen.set(path, { status: r.status, text: await r.text() });
        }
        return seen.get(path);
    };
    for (const entry of pages) {
        const { text } = await read(entry.path);
        const bad = [];
        for (const [, , raw] of text.matchAll(/(href|action)="([^"]*)"/g)) {
            const to = decode(raw);
            if (/^(https?|mailto):/.test(to))
                continue;
            const [path, fragment] = to.split('#');
            const there = path ? await read(path) : { status: 200, text };
            if (there.status !== 200)
                bad.push(`${to} gives ${there.status}`);
            else if (fragment && !there.text.includes(`id="${decodeURIComponent(fragment)}"`))
                bad.push(`${to} has no such place`);
        }
        check(`${entry.name}: all links lead somewhere`, bad.length === 0, bad.slice(0, 4).join(' | '));
        const ids = [...text.matchAll(/ id="([^"]*)"/g)].map(m => m[1]);
        check(`${entry.name}: no id twice`, new Set(ids).size === ids.length, ids.filter((x, i) => ids.indexOf(x) !== i).slice(0, 4).join(' '));
        const sheet = await read(/href="(\/assets\/[^"]*\.css)"/.exec(text)[1]);
        const weight = gzipSync(text).length + gzipSync(sheet.text).length;
        check(`${entry.name}: under 30 kB with the style sheet`, weight < LIMIT, `${weight} bytes`);
        check(`${entry.name}: no script and no handler`, !/<script|\son\w+=|javascript:/i.test(text));
    }
}

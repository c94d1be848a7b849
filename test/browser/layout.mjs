// What is measured inside a page. Runs in the browser: no imports, nothing from outside.
export function measures() {
    const shown = e => {
        const box = e.getBoundingClientRect(), style = getComputedStyle(e);
        return box.width > 1 && box.height > 1 && style.visibility !== 'hidden' && style.display !== 'none';
    };
    const path = e => {
        const parts = [];
        for (; e && e !== document.documentElement; e = e.parentElement)
            parts.unshift(`${e.tagName.toLowerCase()}:${[...(e.parentElement?.children ?? [])].indexOf(e)}`);
        return parts.join('>');
    };
    const own = e => [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.textContent).join('').trim();
    const folded = e => e.closest('details:not([open])') && !e.closest('summary');
    const visible = [], narrow = [];
    for (const e of document.body.querySelectorAll('*')) {
        if (e.closest('.vh,.skip,select,svg') || folded(e) || !own(e) || !shown(e))
            continue;
        visible.push(`${path(e)} ${own(e).slice(0, 40)}`);
        const column = getComputedStyle(e).display === 'inline' ? e.parentElement : e;
        if (own(e).length > 40 && !e.closest('thead') && column.getBoundingClientRect().width < 200)
            narrow.push(own(e).slice(0, 60));
    }
    // WCAG 2.5.8: 24 by 24, or far enough from the next one; links inside a sentence are excepted.
    const targets = [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary')].filter(e => shown(e) && !folded(e) && !e.closest('.skip'))
        .map(e => ({ e, box: e.closest('.opt') && e.matches('input') ? e.closest('.opt').getBoundingClientRect() : e.getBoundingClientRect() }));
    const inSentence = e => e.matches('a') && getComputedStyle(e).display === 'inline' && own(e.parentElement).length > 0;
    const centre = b => [b.x + b.width / 2, b.y + b.height / 2];
    const small = targets.filter(t => t.box.height < 24 || t.box.width < 24).filter(t => !inSentence(t.e)).filter(t => {
        const [x, y] = centre(t.box);
        return targets.some(o => o !== t && !o.e.contains(t.e) && !t.e.contains(o.e) &&
            Math.hypot(Math.max(o.box.left - x, 0, x - o.box.right), Math.max(o.box.top - y, 0, y - o.box.bottom)) < 12);
    }).map(t => `${own(t.e) || t.e.name} ${Math.round(t.box.width)}x${Math.round(t.box.height)}`);
    return {
        small,
        cut: [...document.body.querySelectorAll('*')].filter(e => !e.closest('.vh,.skip,svg,select,textarea,input') && !folded(e) && own(e) && shown(e) && e.scrollWidth > e.clientWidth + 1 &&
            getComputedStyle(e).overflow !== 'visible').map(e => own(e).slice(0, 40)),
        title: document.title,
        h1: document.querySelectorAll('h1').length,
        scroll: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        styled: getComputedStyle(document.querySelector('.top')).backgroundColor === 'rgb(11, 72, 68)',
        visible, narrow,
        text: document.body.innerText,
    };
}

// WCAG 1.4.12: nothing is lost when a reader spaces the text.
export const SPACING = '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}';

export function missingOnPhone(wide, phone) {
    const there = new Set(phone);
    return wide.filter(e => !there.has(e));
}

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
        if (own(e).length > 40 && column.getBoundingClientRect().width < 200)
            narrow.push(own(e).slice(0, 60));
    }
    return {
        title: document.title,
        h1: document.querySelectorAll('h1').length,
        scroll: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        styled: getComputedStyle(document.querySelector('.top')).backgroundColor === 'rgb(11, 72, 68)',
        visible, narrow,
        text: document.body.innerText,
    };
}

export function missingOnPhone(wide, phone) {
    const there = new Set(phone);
    return wide.filter(e => !there.has(e));
}

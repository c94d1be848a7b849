/* assets.c - serves the style sheet and the mark. */
#include "web/assets.h"
#include "web/runner.h"

DOCUMENT(asset)
{
    heed_text name = web_param(v, "file");
    file->forever = true;
    if (heed_text_is(name, WEB_STYLE_FILE)) {
        file->type = heed_lit("text/css; charset=utf-8");
        file->body = heed_css_bytes;
        return HEED_OK;
    }
    if (heed_text_is(name, WEB_ICON_FILE)) {
        file->type = heed_lit("image/svg+xml");
        file->body = icon_svg_bytes;
        return HEED_OK;
    }
    return heed_fail(v->err, HEED_NOT_FOUND, "This file belongs to another version of Heed. Open the page again.");
}

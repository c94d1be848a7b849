/* assets.h - the style sheet and the mark, held in the program. Their names carry a hash of what they hold. */
#ifndef HEED_WEB_ASSETS_H
#define HEED_WEB_ASSETS_H
#include "heed_css.h"
#include "icon_svg.h"

#define WEB_STYLE_FILE "heed-" heed_css_hash ".css"
#define WEB_ICON_FILE  "heed-" icon_svg_hash ".svg"
#endif

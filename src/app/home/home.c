/* home.c - the first page and the pages about Heed itself. */
#include "app/home/home.h"
#include "accessibility_page.h"
#include "help_page.h"
#include "home_page.h"
#include "privacy_page.h"

PAGE(home_page)
{
    const web_site *site = v->site;
    page->policies.at = ARENA_NEW(v->mem, home_page_choice, site->policy_count);
    page->policies.len = site->policy_count;
    for (size_t i = 0; i < site->policy_count; i++)
        page->policies.at[i] =
            (home_page_choice){ site->policies[i].slug, heed_policy_about(site->policies[i].policy)->school, i == 0 };
    page->several = site->policy_count > 1;
    page->slug = site->policies[0].slug;
    if (!page->several)
        v->school = page->policies.at[0].school;
    return HEED_OK;
}

PAGE(help_page)
{
    return HEED_OK;
}

PAGE(accessibility_page)
{
    return HEED_OK;
}

PAGE(privacy_page)
{
    return HEED_OK;
}

/* date.c - days of the calendar, without a clock. */
#include <heed/base.h>

static bool leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int last_day(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return month == 2 && leap(year) ? 29 : days[month - 1];
}

static bool digits(heed_text text, size_t from, size_t count, int *value_out)
{
    int value = 0;
    for (size_t i = from; i < from + count; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        value = value * 10 + (text.at[i] - '0');
    }
    *value_out = value;
    return true;
}

heed_date heed_date_read(heed_text text)
{
    int year, month, day;
    if ((text.len != 7 && text.len != 10) || text.at[4] != '-' || !digits(text, 0, 4, &year) || !digits(text, 5, 2, &month) ||
        year < 1 || month < 1 || month > 12)
        return 0;
    if (text.len == 7)
        day = last_day(year, month);
    else if (text.at[7] != '-' || !digits(text, 8, 2, &day) || day < 1 || day > last_day(year, month))
        return 0;
    return year * 10000 + month * 100 + day;
}

bool heed_date_real(heed_date date)
{
    int year = date / 10000, month = date / 100 % 100, day = date % 100;
    return date > 0 && year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= last_day(year, month);
}

enum { MOST_MONTHS = 9999 * 12, MOST_DAYS = 9999 * 366 };

heed_date heed_date_add_months(heed_date date, int months)
{
    if (!heed_date_real(date) || months > MOST_MONTHS || months < -MOST_MONTHS)
        return 0;
    int at = date / 10000 * 12 + date / 100 % 100 - 1 + months;
    if (at < 12 || at > MOST_MONTHS + 11)
        return 0;
    int year = at / 12, month = at % 12 + 1, day = date % 100;
    if (day > last_day(year, month))
        day = last_day(year, month);
    return year * 10000 + month * 100 + day;
}

heed_date heed_date_add_days(heed_date date, int days)
{
    if (!heed_date_real(date) || days > MOST_DAYS || days < -MOST_DAYS)
        return 0;
    int year = date / 10000, month = date / 100 % 100, day = date % 100 + days;
    while (day > last_day(year, month)) {
        day -= last_day(year, month);
        if (++month > 12) {
            month = 1;
            year++;
        }
    }
    while (day < 1) {
        if (--month < 1) {
            month = 12;
            year--;
        }
        day += last_day(year, month);
    }
    heed_date sum = year * 10000 + month * 100 + day;
    return heed_date_real(sum) ? sum : 0;
}

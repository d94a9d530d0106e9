/** Names of days, Sunday first, and of months, in English. */
export const days = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')
export const months = 'January February March April May June July August September October November December'.split(' ')

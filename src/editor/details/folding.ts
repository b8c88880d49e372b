// As the server folds: for what is proposed and found while typing. What is kept the server folds itself.

/** "Hoà Cư" and "hòa cư" both give "hoa cu". */
export const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');

export const slugOf = (title: string) =>
  fold(title)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

// The tools of the toolbar in their groups: name, key, drawing, command.
import { redo, undo } from 'prosemirror-history';
import type { Command, EditorState } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import {
  addColumnAfter,
  addRowAfter,
  deleteColumn,
  deleteRow,
  deleteTable,
  isInTable,
  mergeCells,
  splitCell,
  toggleHeaderCell,
  toggleHeaderRow,
} from 'prosemirror-tables';
import * as commands from './commands';

export interface Tool {
  name: string;
  /** As the keymap writes it; shown with Ctrl. */
  key?: string;
  /** On a grid of 24; tools without one show their name. */
  icon?: string;
  command?: Command;
  /** For tools that ask something first. */
  open?: (view: EditorView) => void;
  isOpen?: (state: EditorState) => boolean;
  isOn?: (state: EditorState) => boolean;
  /** Shown only there. */
  where?: (state: EditorState) => boolean;
}

export type Asking = Record<
  'link' | 'picture' | 'attachment' | 'video' | 'word' | 'find' | 'help' | 'language',
  (view: EditorView) => void
> & {
  fullScreen: (view: EditorView) => void;
  isFullScreen: () => boolean;
};

const mark = (name: string, what: string, key: string | undefined, command: Command, icon: string): Tool => ({
  name,
  key,
  icon,
  command,
  isOn: (state) => commands.isMarked(state, what),
});

/** Kinds of block, for the choice at the head of the toolbar. */
export const KINDS: [kind: string, name: string, key: string, command: Command][] = [
  ['paragraph', 'Đoạn văn', 'Mod-Alt-0', commands.paragraph],
  ['heading2', 'Đề mục lớn', 'Mod-Alt-2', commands.heading(2)],
  ['heading3', 'Đề mục vừa', 'Mod-Alt-3', commands.heading(3)],
  ['heading4', 'Đề mục nhỏ', 'Mod-Alt-4', commands.heading(4)],
];

export function toolGroups(asking: Asking): Tool[][] {
  return [
    [
      mark('Đậm', 'strong', 'Mod-b', commands.bold, 'M7 4.5h6a3.75 3.75 0 0 1 0 7.5H7zM7 12h7a3.75 3.75 0 0 1 0 7.5H7z'),
      mark('Nghiêng', 'em', 'Mod-i', commands.italic, 'M10 4.5h7M7 19.5h7M14 4.5l-4 15'),
      mark('Gạch chân', 'underline', 'Mod-u', commands.underline, 'M7 4v7a5 5 0 0 0 10 0V4M5 20.5h14'),
      mark(
        'Gạch ngang',
        'strike',
        'Mod-Shift-x',
        commands.strike,
        'M4 12h16M17 7.5C16 5.5 14.3 4.5 12 4.5c-3 0-5 1.6-5 3.7 0 1 .4 1.8 1.2 2.5M7 16.5c1 2 2.8 3 5 3 3 0 5-1.6 5-3.7 0-.5-.1-1-.3-1.4',
      ),
      mark(
        'Chỉ số trên',
        'sup',
        'Mod-.',
        commands.sup,
        'M4 8l8 11M12 8L4 19M16 4.8c.6-.6 1.2-.8 1.8-.8 1.1 0 1.7.6 1.7 1.5 0 1.5-3.5 2.5-3.5 4.5h3.7',
      ),
      mark(
        'Chỉ số dưới',
        'sub',
        'Mod-,',
        commands.sub,
        'M4 4l8 11M12 4L4 15M16 15.3c.6-.6 1.2-.8 1.8-.8 1.1 0 1.7.6 1.7 1.5 0 1.5-3.5 2.5-3.5 4.5h3.7',
      ),
    ],
    [
      {
        name: 'Danh sách',
        key: 'Mod-Shift-8',
        command: commands.bulletList,
        isOn: (state) => commands.isInside(state, 'bullet_list'),
        icon: 'M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01',
      },
      {
        name: 'Danh sách đánh số',
        key: 'Mod-Shift-7',
        command: commands.orderedList,
        isOn: (state) => commands.isInside(state, 'ordered_list'),
        icon: 'M10 6h10M10 12h10M10 18h10M4 4.5l1.5-1v5M4 15.5c1.5-1.5 3-.5 2.5.8L4 19.5h3',
      },
      {
        name: 'Lùi vào',
        key: 'Tab',
        command: commands.indent,
        where: (state) => commands.isInside(state, 'list_item'),
        icon: 'M4 5h16M11 10h9M11 14h9M4 19h16M4 9l3 3-3 3',
      },
      {
        name: 'Lùi ra',
        key: 'Shift-Tab',
        command: commands.outdent,
        where: (state) => commands.isInside(state, 'list_item'),
        icon: 'M4 5h16M11 10h9M11 14h9M4 19h16M7 9l-3 3 3 3',
      },
      {
        name: 'Trích dẫn',
        key: 'Mod-Shift-9',
        command: commands.quote,
        isOn: (state) => commands.isInside(state, 'blockquote'),
        icon: 'M9.5 7C6.5 8 5 10 5 13.5V17h5v-5H7.5M19 7c-3 1-4.5 3-4.5 6.5V17h5v-5H17',
      },
    ],
    [
      {
        name: 'Liên kết',
        key: 'Mod-k',
        open: asking.link,
        isOpen: commands.canLink,
        isOn: (state) => commands.isMarked(state, 'link'),
        icon: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.5 1.5M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.5-1.5',
      },
      {
        name: 'Chèn ảnh',
        key: 'Mod-Shift-p',
        open: asking.picture,
        icon: 'M4 5h16v14H4zM4 16l4.5-4.5 3.5 3.5 3-3 5 4.5M15.5 8.5h.01',
      },
      {
        name: 'Chèn bảng',
        command: commands.insertTable,
        isOpen: (state) => !isInTable(state),
        icon: 'M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14M15 5v14',
      },
      {
        name: 'Chèn tệp',
        open: asking.attachment,
        icon: 'M19 11.5l-7 7a4.5 4.5 0 0 1-6.4-6.4l7.5-7.5a3 3 0 0 1 4.3 4.3l-7.4 7.4a1.5 1.5 0 0 1-2.2-2.2l6.7-6.7',
      },
      { name: 'Chèn video', open: asking.video, icon: 'M4 6h16v12H4zM10 9v6l5-3z' },
      {
        name: 'Nhập tệp Word',
        open: asking.word,
        icon: 'M14 3.5H6.5a1 1 0 0 0-1 1v15a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1V8zM14 3.5V8h4.5M8.5 12l1.5 5 2-5 2 5 1.5-5',
      },
      { name: 'Đường kẻ', command: commands.rule, icon: 'M4 12h16' },
    ],
    [
      { name: 'Thêm hàng dưới', command: addRowAfter, where: isInTable },
      { name: 'Thêm cột phải', command: addColumnAfter, where: isInTable },
      { name: 'Xóa hàng', command: deleteRow, where: isInTable },
      { name: 'Xóa cột', command: deleteColumn, where: isInTable },
      { name: 'Gộp ô', command: mergeCells, where: isInTable },
      { name: 'Tách ô', command: splitCell, where: isInTable },
      { name: 'Hàng tiêu đề', command: toggleHeaderRow, where: isInTable },
      { name: 'Ô tiêu đề', command: toggleHeaderCell, where: isInTable },
      { name: 'Xóa bảng', command: deleteTable, where: isInTable },
    ],
    [
      { name: 'Bỏ định dạng', key: 'Mod-\\', command: commands.plain, icon: 'M6 5h13M12.5 5l-2 8M4 20L20 4M9.5 17l-.5 2.5' },
      {
        name: 'Đánh dấu tiếng nước ngoài',
        open: asking.language,
        isOpen: (state) => !state.selection.empty,
        icon: 'M4 6h9M8.5 4v2M11 6c-1 4-3.5 7-7 8.5M6 9.5c1 2 2.5 3.5 5 4.5M12 20l4-10 4 10M13.5 16.5h5',
      },
      { name: 'Tìm và thay', key: 'Mod-f', open: asking.find, icon: 'M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l5 5' },
      { name: 'Hoàn tác', key: 'Mod-z', command: undo, icon: 'M8 5L4 9l4 4M4 9h9a6 6 0 0 1 0 12H9' },
      { name: 'Làm lại', key: 'Mod-y', command: redo, icon: 'M16 5l4 4-4 4M20 9h-9a6 6 0 0 0 0 12h4' },
      {
        name: 'Toàn màn hình',
        key: 'Mod-Shift-f',
        open: asking.fullScreen,
        isOn: () => asking.isFullScreen(),
        icon: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
      },
      {
        name: 'Phím tắt',
        key: 'Mod-/',
        open: asking.help,
        icon: 'M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.5h.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
      },
    ],
  ];
}

/** A key as people read it: "Ctrl + Shift + P". */
export function keyWords(key: string) {
  return key
    .split('-')
    .map((part) => ({ Mod: 'Ctrl' })[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(' + ');
}

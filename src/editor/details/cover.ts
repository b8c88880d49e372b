// The cover: one of the text's pictures or of the library's, and the point of it that stays in sight, by a click on it.
import type { Node } from 'prosemirror-model';
import type { MediaView } from '../../media/upload';
import { element } from '../ask';
import { chooseOwnPicture } from '../inserting';
import type { MediaShelf } from '../media';
import { chip, fieldOf, fill, under, type TextField } from './fields';

export class Cover {
  private readonly select;
  private readonly focus;
  private readonly picture = element('img', { alt: 'Ảnh bìa; bấm vào phần chính của ảnh' });
  private readonly mark = element('span', { class: 'focus-mark', 'aria-hidden': 'true' });
  private readonly box = element('div', { class: 'cover-point', hidden: true }, this.picture, this.mark);
  private readonly told = element('p', { class: 'problem', role: 'status' });
  private inText: MediaView[] = [];

  constructor(
    form: HTMLFormElement,
    private readonly shelf: MediaShelf,
  ) {
    this.select = fieldOf<HTMLSelectElement>(form, 'cover');
    this.focus = fieldOf<TextField>(form, 'focus');
    if (!this.select || !this.focus) return;
    under(
      this.select,
      element(
        'p',
        { class: 'buttons' },
        chip('Chọn ảnh khác', () => void this.choose()),
      ),
    );
    under(this.select, this.told);
    under(this.focus, this.box);
    this.picture.addEventListener('click', (event) => this.point(event));
  }

  /** The picture that lists and shared links show; none where there is none. */
  get shown(): MediaView | undefined {
    const id = this.select?.value;
    return id ? this.shelf.find(id) : this.inText[0];
  }

  update(doc: Node) {
    const ids: string[] = [];
    doc.descendants((node) => {
      if (node.type.name === 'picture' && node.attrs.media) ids.push(node.attrs.media);
      return !node.isTextblock;
    });
    this.inText = ids.flatMap((id) => this.shelf.find(id) ?? []);
    for (const view of this.inText) this.offer(view);
    this.show();
  }

  private offer({ id, name }: MediaView) {
    const { select } = this;
    if (select && ![...select.options].some((option) => option.value === id)) select.append(element('option', { value: id }, name));
  }

  private show() {
    const shown = this.shown;
    this.box.hidden = !shown;
    if (!shown || !this.focus) return;
    const src = shown.renditions.find(({ format, width }) => format === 'webp' && width >= 320)?.url ?? '';
    if (this.picture.getAttribute('src') !== src) this.picture.src = src;
    [this.picture.width, this.picture.height] = [shown.width, shown.height];
    const [left = 50, top = 50] = this.focus.value.trim() ? this.focus.value.trim().split(/\s+/).map(Number) : [];
    // By script: the content policy forbids style attributes, not this.
    this.mark.style.insetInlineStart = `${left}%`;
    this.mark.style.insetBlockStart = `${top}%`;
  }

  private point(event: MouseEvent) {
    const { left, top, width, height } = this.picture.getBoundingClientRect();
    const percent = (at: number, whole: number) => Math.round(Math.min(1, Math.max(0, at / whole)) * 100);
    if (this.focus) fill(this.focus, `${percent(event.clientX - left, width)} ${percent(event.clientY - top, height)}`);
    this.show();
  }

  private async choose() {
    this.told.textContent = '';
    const media = await chooseOwnPicture(this.shelf).catch((error: unknown) => {
      this.told.textContent = error instanceof Error ? error.message : String(error);
    });
    if (!media || !this.select) return;
    this.offer(media);
    fill(this.select, media.id);
    this.select.focus();
    this.show();
  }
}

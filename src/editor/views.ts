// Pictures, videos and files while they are edited: what readers will see, with what belongs to it within reach.
import { NodeSelection } from 'prosemirror-state';
import type { Node } from 'prosemirror-model';
import type { EditorView, NodeView, NodeViewConstructor } from 'prosemirror-view';
import { element } from './ask';
import type { MediaShelf } from './media';
import { isPending } from './pending';

/** What a button beside a block does. */
export interface BlockActions {
  describePicture: (view: EditorView, at: number) => void;
  describeVideo: (view: EditorView, at: number) => void;
  captionVideo: (view: EditorView, at: number) => void;
  describeAttachment: (view: EditorView, at: number) => void;
  uploadAgain: (view: EditorView, at: number) => void;
}

class FigureView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement | undefined;
  private readonly head: HTMLElement;

  constructor(
    private node: Node,
    private readonly view: EditorView,
    private readonly place: () => number | undefined,
    private readonly shelf: MediaShelf,
    private readonly actions: BlockActions,
  ) {
    this.head = element('div', { class: 'figure-head', contenteditable: 'false' });
    this.dom = element('figure', { class: `figure-${node.type.name}` }, this.head);
    if (!node.isLeaf) {
      const caption = element('div', { class: 'figure-caption' });
      this.dom.append(caption);
      this.contentDOM = caption;
    }
    this.draw();
  }

  update(node: Node) {
    if (node.type !== this.node.type) return false;
    const isSame = node.sameMarkup(this.node);
    this.node = node;
    if (!isSame) this.draw();
    return true;
  }

  /** The shelf has learnt of a file. */
  refresh() {
    this.draw();
  }

  stopEvent(event: Event) {
    return (event.target as Element).closest?.('.figure-head button') !== null && event.type !== 'dragstart';
  }

  ignoreMutation(mutation: { target: globalThis.Node; type: string }) {
    return mutation.type !== 'selection' && !this.contentDOM?.contains(mutation.target);
  }

  private draw() {
    const { attrs, type } = this.node;
    const media = this.shelf.find(attrs.media);
    const shown = this.shown(type.name, media);
    this.head.replaceChildren(shown, this.bar(type.name));
  }

  private shown(kind: string, media: ReturnType<MediaShelf['find']>): HTMLElement {
    const { attrs } = this.node;
    if (isPending(attrs.media)) {
      const says = this.shelf.isUploading(attrs.media) ? 'Đang tải ảnh lên…' : 'Ảnh này chưa tải lên được.';
      return element('p', { class: 'figure-missing' }, says);
    }
    if (!media) return element('p', { class: 'figure-missing' }, 'Không tìm thấy tệp này trong thư viện.');
    if (kind === 'picture') {
      const src = media.renditions.filter(({ format }) => format === 'webp').at(-1)?.url ?? '';
      return element('img', { src, alt: attrs.alt, width: String(media.width), height: String(media.height), draggable: 'false' });
    }
    if (kind === 'video') {
      return element('video', { src: media.renditions[0]?.url, controls: true, preload: 'metadata' });
    }
    return element('p', { class: 'attachment' }, attrs.title || media.name);
  }

  private bar(kind: string): HTMLElement {
    const { attrs } = this.node;
    const [words, open] = {
      picture: ['Mô tả ảnh', this.actions.describePicture],
      video: ['Lời video', this.actions.describeVideo],
      attachment: ['Đổi tên tệp', this.actions.describeAttachment],
    }[kind] as [string, BlockActions['describePicture']];
    const button = (name: string, act: (view: EditorView, at: number) => void) => {
      const made = element('button', { type: 'button', class: 'button' }, name);
      made.addEventListener('click', () => {
        const at = this.place();
        if (at !== undefined && this.view.editable) act(this.view, at);
      });
      return made;
    };
    const bar = element('div', { class: 'figure-bar' }, button(words, open));
    if (isPending(attrs.media) && !this.shelf.isUploading(attrs.media)) bar.append(button('Tải lên lại', this.actions.uploadAgain));
    if (kind === 'video') {
      bar.append(button(attrs.captions ? 'Đổi tệp phụ đề' : 'Thêm tệp phụ đề', this.actions.captionVideo));
      if (attrs.captions) bar.append(button('Bỏ phụ đề', withoutCaptions));
    }
    bar.append(button('Xóa', remove));
    if (kind === 'video' && attrs.captions) {
      const name = this.shelf.find(attrs.captions)?.name ?? 'đã có';
      bar.append(element('small', { class: 'hint' }, `Phụ đề: ${name}`));
    }
    if (kind === 'picture') {
      const says = attrs.decorative
        ? 'Ảnh trang trí'
        : attrs.alt
          ? `Mô tả: ${attrs.alt}`
          : 'Chưa có mô tả cho người không nhìn thấy';
      bar.append(element('small', { class: attrs.decorative || attrs.alt ? 'hint' : 'problem' }, says));
    }
    return bar;
  }
}

function withoutCaptions(view: EditorView, at: number) {
  view.dispatch(view.state.tr.setNodeAttribute(at, 'captions', null));
}

function remove(view: EditorView, at: number) {
  view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, at)).deleteSelection());
  view.focus();
}

/** The views of all blocks that show a file; each is drawn anew when the shelf learns of one. */
export function figureViews(shelf: MediaShelf, actions: BlockActions): Record<string, NodeViewConstructor> {
  const make: NodeViewConstructor = (node, view, place) => {
    const figure = new FigureView(node, view, place, shelf, actions);
    const forget = shelf.listen(() => figure.refresh());
    return Object.assign(figure, { destroy: forget });
  };
  return { picture: make, video: make, attachment: make };
}

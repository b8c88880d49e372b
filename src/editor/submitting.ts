// The form's own buttons: the editor saves first, then lets a step of the two gates follow with the version that was saved.
import { element } from './ask';
import type { Written } from './server';

export function savingFirst(form: HTMLFormElement, save: () => Promise<Written | undefined>) {
  let isPassing = false;
  let isSaving = false;
  return (event: SubmitEvent) => {
    if (isPassing) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // A second click while the first is under way.
    if (isSaving || form.hasAttribute('aria-busy')) return;
    isSaving = true;
    const button = event.submitter as HTMLButtonElement | null;
    const step = button?.name === 'then' ? button.value : '';
    void save().then((written) => {
      isSaving = false;
      if (!written || step === '' || step === 'save') return;
      form.setAttribute('action', '/api/work/act');
      hidden(form, 'id').value = written.id;
      hidden(form, 'base').value = String(written.number);
      isPassing = true;
      form.requestSubmit(button);
      isPassing = false;
    });
  };
}

export function hidden(form: HTMLFormElement, name: string) {
  const there = form.querySelector<HTMLInputElement>(`input[type=hidden][name=${name}]`);
  if (there) return there;
  const made = element('input', { type: 'hidden', name });
  form.prepend(made);
  return made;
}

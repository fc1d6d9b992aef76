"""What the page of a trial counted from: shared by the tests that look behind its figures."""

from giamsat.targets.trying import as_it_is, changed, try_change


def trial_of(page):
    given = page.context
    form, here = given["form"], given["here"]
    told = form.cleaned_data if form.is_bound else as_it_is(here)
    return try_change(given["book"], here, changed(here, told), given["on"])

# Reads the tables of `sayso corpus` with base R: Rscript docs/examples/r.R DIR
folder <- commandArgs(trailingOnly = TRUE)[1]
read <- function(name) read.csv(file.path(folder, paste0(name, ".csv")), encoding = "UTF-8", stringsAsFactors = FALSE)
articles <- read("articles")
findings <- read("findings")
sources <- read("sources")

# Every table is joined by `article`, and has a key of its own beside it.
stopifnot(!any(duplicated(articles$article)), !any(duplicated(sources[c("article", "source")])))

# Truth values are TRUE and FALSE, as R reads them.
stopifnot(is.logical(findings$counted), is.logical(sources$official))
counted <- findings[findings$counted & findings$rule == "loaded-term", ]
stopifnot(nrow(counted) == sum(articles$loaded_terms, na.rm = TRUE))

# What is in another language was not judged: its measures are missing. Near-copies of one report would count it several times.
# Counts stand beside every rate, so rates of groups are summed first and divided after.
originals <- articles[articles$language == "en" & is.na(articles$duplicate_of), ]
by_outlet <- aggregate(cbind(own_words, loaded_terms, sources, sources_named) ~ outlet, data = originals, FUN = sum)
by_outlet$loaded_per_1000 <- 1000 * by_outlet$loaded_terms / by_outlet$own_words
by_outlet$named_share <- by_outlet$sources_named / by_outlet$sources
print(by_outlet, digits = 3)

# A model that respects the counts: loaded terms by outlet, with the own-voice words as exposure.
if (length(unique(originals$outlet)) > 1) {
  model <- glm(loaded_terms ~ outlet + offset(log(own_words)), family = quasipoisson, data = originals[originals$own_words > 0, ])
  print(summary(model)$coefficients, digits = 3)
}

# The codebook tells the type and meaning of each column.
codebook <- read("codebook")
stopifnot(identical(names(articles), codebook$name[codebook$table == "articles"]))

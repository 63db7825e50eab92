# Rscript contrib/r/test.R DIR: reads a run's tables and recounts them. Run by the tests where R is installed.
arguments <- commandArgs(trailingOnly = FALSE)
here <- dirname(sub("--file=", "", grep("--file=", arguments, value = TRUE)))
source(file.path(here, "read_sayso.R"))
folder <- commandArgs(trailingOnly = TRUE)[1]
run <- read_sayso(folder)
stopifnot(setequal(names(run), c("articles", "sentences", "findings", "sources", "attributions", "codebook")))

# Every column has the class that its type asks for.
for (name in setdiff(names(run), "codebook")) {
  known <- run$codebook[run$codebook$table == name, ]
  stopifnot(identical(names(run[[name]]), known$name))
  for (i in seq_len(nrow(known))) {
    column <- run[[name]][[known$name[i]]]
    right <- switch(known$type[i],
      integer = is.integer(column), real = is.double(column), boolean = is.logical(column),
      text = is.character(column) || is.factor(column) || inherits(column, "Date")
    )
    if (!right) stop(name, "$", known$name[i], " is ", class(column)[1], ", not ", known$type[i])
  }
}
articles <- run$articles
stopifnot(inherits(articles$date_iso, "Date"), any(!is.na(articles$date_iso)), is.ordered(run$findings$level))
stopifnot(identical(format(articles$date_iso[1]), substr(articles$date[1], 1, 10)))
stopifnot(identical(levels(run$sentences$voice), sayso_voices))

# Counts of the parts are those of the articles.
per_article <- function(rows) as.integer(table(factor(rows$article, levels = articles$article)))
own <- articles$language == "en"
stopifnot(identical(per_article(run$sentences)[own], articles$sentences[own]))
loaded <- run$findings[run$findings$counted & run$findings$rule == "loaded-term", ]
stopifnot(identical(per_article(loaded)[own], articles$loaded_terms[own]))
stopifnot(identical(per_article(run$sources)[own], articles$sources[own]))

# Rates of groups come from sums.
judged <- sayso_judged(articles)
rates <- sayso_rate(judged, "loaded_terms", "own_words", "outlet")
first <- judged[judged$outlet == rates$outlet[1], ]
stopifnot(all.equal(rates$rate[1], 1000 * sum(first$loaded_terms) / sum(first$own_words)))

# Only an empty cell is missing: an outlet may be called NA. Packed tables are read as they are.
odd <- tempfile("odd")
dir.create(odd)
packed <- gzfile(file.path(odd, "articles.csv.gz"), "w")
writeLines(c("article,outlet,own_words", "1,NA,5000000000", "2,,7"), packed)
close(packed)
table <- read_sayso_table(odd, "articles", run$codebook)
stopifnot(identical(as.character(table$outlet), c("NA", NA)), is.integer(table$article), identical(table$own_words, c(5e9, 7)))

# A run that is not finished is refused.
stopifnot(inherits(try(read_sayso(odd), silent = TRUE), "try-error"))
print(rates)
cat("read:", nrow(articles), "articles,", nrow(run$findings), "findings\n")

# Computes two figures of `sayso compare` again with base R: Rscript docs/examples/compare.R TABLES RESULTS
# RESULTS is the folder of `sayso compare TABLES --by outlet --format csv --output RESULTS`.
folders <- commandArgs(trailingOnly = TRUE)
articles <- read.csv(file.path(folders[1], "articles.csv"), encoding = "UTF-8", stringsAsFactors = FALSE)
articles <- articles[articles$language == "en" & articles$own_words > 0, ]
articles$outlet[is.na(articles$outlet) | articles$outlet == ""] <- "(none)"
groups <- read.csv(file.path(folders[2], "groups.csv"), encoding = "UTF-8", stringsAsFactors = FALSE)
groups <- groups[groups$measure == "loaded terms", ]

# The quasi-Poisson interval of each outlet: a model with an intercept and the own-voice words as exposure.
for (outlet in groups$group) {
  ours <- groups[groups$group == outlet, ]
  part <- articles[articles$outlet == outlet, ]
  if (is.na(ours$quasi_poisson_low)) next
  model <- glm(loaded_terms ~ 1 + offset(log(own_words)), family = quasipoisson, data = part)
  beta <- summary(model)$coefficients[1, ]
  again <- 1000 * exp(beta["Estimate"] + c(-1, 1) * qt(.975, nrow(part) - 1) * beta["Std. Error"])
  stopifnot(max(abs(again / c(ours$quasi_poisson_low, ours$quasi_poisson_high) - 1)) < 1e-4)
}

# Benjamini and Hochberg over every p-value that the sheet shows.
p <- q <- c()
for (name in c("overall", "differences")) {
  file <- file.path(folders[2], paste0(name, ".csv"))
  if (!file.exists(file)) next
  table <- read.csv(file, encoding = "UTF-8")
  p <- c(p, table$p, table$rank_p)
  q <- c(q, table$q, table$rank_q)
}
if (length(p) > 0) stopifnot(max(abs(p.adjust(p[!is.na(p)], "BH") - q[!is.na(q)])) < 1e-4)

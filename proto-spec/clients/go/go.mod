module accountd

go 1.19
